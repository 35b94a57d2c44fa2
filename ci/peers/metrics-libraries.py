"""Metrics of established libraries on seeded inputs -> lib/test/golden/metrics-libraries.json.

    .venv-peers-metrics/bin/python ci/peers/metrics-libraries.py

sMAPE and MASE: sktime. Pinball, classes, cross-entropy: scikit-learn. CRPS: scoringrules. Wilson interval: scipy.
BLEU: sacrebleu, NLTK. Entities: seqeval.
"""

import importlib.metadata
import warnings

import nltk.translate.bleu_score as nltk_bleu
import numpy as np
import sacrebleu
import scoringrules
import seqeval.metrics
import seqeval.scheme
import sklearn.metrics as sk
from golden import draw, write
from scipy.stats import binomtest
from sktime.performance_metrics import forecasting as sktime_errors

LIBRARIES = ["nltk", "sacrebleu", "scikit-learn", "scipy", "scoringrules", "seqeval", "sktime"]
SHARES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]


def forecast_errors(rng):
    for season, steps, horizon in [(1, 5, 1), (1, 30, 7), (7, 40, 14), (12, 13, 3)]:
        train = draw(rng, steps, scale=3) + 5
        truth = draw(rng, horizon, scale=3) + 5
        prediction = draw(rng, horizon, scale=3) + 5
        truth[0] = prediction[0] if horizon > 3 else truth[0]
        yield {
            "kind": "errors",
            "season": season,
            "train": train.tolist(),
            "truth": truth.tolist(),
            "prediction": prediction.tolist(),
            "mase": sktime_errors.mean_absolute_scaled_error(truth, prediction, y_train=train, sp=season),
            "smape": 100 * sktime_errors.mean_absolute_percentage_error(truth, prediction, symmetric=True),
        }


def distributions(rng):
    for count, members in [(1, 2), (6, 5), (9, 50)]:
        truth = draw(rng, count)
        samples = np.round(rng.normal(0.2, 1.5, (count, members)), 4)
        quantiles = np.sort(draw(rng, count, len(SHARES)), axis=1)
        yield {
            "kind": "distributions",
            "truth": truth.tolist(),
            "samples": samples.tolist(),
            "shares": SHARES,
            "quantiles": quantiles.tolist(),
            "pinball": [sk.mean_pinball_loss(truth, quantiles[:, i], alpha=a) for i, a in enumerate(SHARES)],
            "crps": float(np.mean(scoringrules.crps_ensemble(truth, samples, estimator="nrg"))),
            "fair": float(np.mean(scoringrules.crps_ensemble(truth, samples, estimator="fair"))),
            "crpsQuantiles": float(np.mean(scoringrules.crps_quantile(truth, quantiles, np.array(SHARES)))),
        }


def wilson():
    for inside, count, confidence in [(0, 1, 0.95), (1, 1, 0.9), (9, 10, 0.95), (173, 200, 0.99), (0, 40, 0.5), (950, 1000, 0.999)]:
        low, high = binomtest(inside, count).proportion_ci(confidence, method="wilson")
        yield {"kind": "wilson", "inside": inside, "count": count, "confidence": confidence, "low": low, "high": high}


def classes(rng):
    for count, names in [(1, 2), (20, 3), (60, 5), (40, 10)]:
        truth = rng.integers(0, names, count)
        # The last class is never predicted: a precision of nothing.
        prediction = np.where(rng.random(count) < 0.6, truth, rng.integers(0, names, count)) % max(1, names - 1)
        scores = rng.dirichlet(np.ones(names), count)
        labels = sorted({*truth.tolist(), *prediction.tolist()})
        by_class = sk.precision_recall_fscore_support(truth, prediction, labels=labels, zero_division=0)
        means = {
            average: [float(x) for x in sk.precision_recall_fscore_support(truth, prediction, average=average, zero_division=0)[:3]]
            for average in ("micro", "macro", "weighted")
        }
        yield {
            "kind": "classes",
            "truth": truth.tolist(),
            "prediction": prediction.tolist(),
            "labels": labels,
            "accuracy": float(sk.accuracy_score(truth, prediction)),
            "confusion": sk.confusion_matrix(truth, prediction, labels=labels).tolist(),
            "byClass": [np.asarray(part, dtype=float).tolist() for part in by_class],
            "means": means,
            "probabilities": scores.tolist(),
            "crossEntropy": float(sk.log_loss(truth, scores, labels=list(range(names)))),
        }


WORDS = "the a cat dog sat on mat ran fast in house old red and saw".split()


def noisy(rng, sentence, change):
    """The sentence with words changed, dropped and added."""
    out = []
    for word in sentence:
        u = rng.random()
        if u < change:
            out.append(str(rng.choice(WORDS)))
        elif u < 1 - change / 2:
            out.append(word)
        if rng.random() < change / 2:
            out.append(str(rng.choice(WORDS)))
    return out


def bleus(rng):
    for sentences, several, change, low in [(1, 1, 0.0, 5), (8, 1, 0.2, 4), (12, 3, 0.4, 1), (5, 2, 1.0, 1), (30, 2, 0.3, 12), (9, 3, 0.1, 9)]:
        texts = [[str(w) for w in rng.choice(WORDS, rng.integers(low, low + 10))] for _ in range(sentences)]
        references = [[text] + [noisy(rng, text, 0.3) or ["a"] for _ in range(several - 1)] for text in texts]
        hypotheses = [noisy(rng, text, change) for text in texts]
        options = {"tokenize": "none", "force": True}
        streams = [[" ".join(group[i]) for group in references] for i in range(several)]
        joined = [" ".join(hypothesis) for hypothesis in hypotheses]
        corpus = {}
        for smoothing in ("none", "floor", "add-k", "exp"):
            for effective in (False, True):
                metric = sacrebleu.BLEU(smooth_method=smoothing, effective_order=effective, **options)
                score = metric.corpus_score(joined, streams)
                corpus[f"{smoothing} {effective}"] = {"score": score.score, "precisions": score.precisions, "bp": score.bp}
        sentence = [
            {
                smoothing: sacrebleu.sentence_bleu(text, [" ".join(r) for r in group], smooth_method=smoothing, tokenize="none").score
                for smoothing in ("none", "floor", "add-k", "exp")
            }
            for text, group in zip(joined, references)
        ]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nltk = nltk_bleu.corpus_bleu(references, hypotheses)
        yield {
            "kind": "bleu",
            "references": references,
            "hypotheses": hypotheses,
            "corpus": corpus,
            "sentence": sentence,
            # NLTK counts one n-gram in a hypothesis too short for any, and its score is a tiny number where ours is 0.
            "nltk": nltk if corpus["none False"]["score"] > 1e-6 and min(map(len, hypotheses)) > 3 else None,
        }


def entity_tags(rng):
    tags = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
    for sentences, same in [(1, 1.0), (6, 0.8), (40, 0.7), (25, 0.2)]:
        lengths = rng.integers(1, 15, sentences)
        truth = [[str(t) for t in rng.choice(tags, n)] for n in lengths]
        prediction = [[t if rng.random() < same else str(rng.choice(tags)) for t in row] for row in truth]
        truth[0], prediction[0] = ["B-PER", *truth[0]], ["B-PER", *prediction[0]]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            report = seqeval.metrics.classification_report(
                truth, prediction, mode="strict", scheme=seqeval.scheme.IOB2, output_dict=True, zero_division=0
            )
        yield {
            "kind": "entities",
            "truth": truth,
            "prediction": prediction,
            "report": {k: {key: float(v) for key, v in scores.items()} for k, scores in report.items()},
        }


if __name__ == "__main__":
    rng = np.random.default_rng(5)
    kinds = [forecast_errors(rng), distributions(rng), wilson(), classes(rng), bleus(rng), entity_tags(rng)]
    write(
        "metrics-libraries",
        "python ci/peers/metrics-libraries.py",
        {name: importlib.metadata.version(name) for name in LIBRARIES},
        [case for kind in kinds for case in kind],
    )
