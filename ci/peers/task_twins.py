"""numpy twins of lib/src/data/tasks: the same sentences and numbers, written a second time."""

import numpy as np

from data_twin import Random

POSITIVE = "good great lovely brilliant wonderful funny touching superb clever beautiful".split()
NEGATIVE = "bad awful boring terrible dull stupid weak ugly silly horrible".split()
NEUTRAL = "the film story actor scene was and music plot with".split()


def reviews(count, length=15, seed=42):
    """Sentences and labels, equal to data.generateReviews(count, {length, seed})."""
    draw = Random(seed)
    labels = [1 if place % 2 == 0 else 0 for place in draw.shuffle(range(count))]
    sentences = []
    for label in labels:
        words = draw.integer(int(np.ceil(length / 3)), length + 1)
        strong = draw.integer(1, max(2, words // 2 + 1))
        weak = draw.integer(0, strong)
        more, less = (POSITIVE, NEGATIVE) if label else (NEGATIVE, POSITIVE)
        lists = [more] * strong + [less] * weak + [NEUTRAL] * (words - strong - weak)
        sentences.append(" ".join(draw.shuffle([words_of[draw.integer(0, 10)] for words_of in lists])))
    return sentences, labels
