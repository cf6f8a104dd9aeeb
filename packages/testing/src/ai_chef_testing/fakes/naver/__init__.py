"""A shopping search of our own: pages made up after what is known of Naver's, kind and hostile."""
