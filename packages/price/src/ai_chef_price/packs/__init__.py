"""Pack sizes read from product titles: ``1kg x 3개``, ``200g*5팩``, ``총 2kg``, ``10구``, ``1.8L``.

`terms` cuts a title into weights, counts and signs; `reading` knows what they weigh for one
ingredient; `counting` tells what a count beside a weight counts; `weights` finds the weights with
their counts, `agreement` makes one size of them, `pieces` one where there are none; `size` puts them
in order. Sizes that contradict each other (``500g/1kg 선택``) make the pack unknown, never a guess;
so does a count that may mean packs as well as what is inside.
"""

from ai_chef_price.packs.reading import PackSize
from ai_chef_price.packs.size import pack_size

__all__ = ["PackSize", "pack_size"]
