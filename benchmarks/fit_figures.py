"""Fits the heads for numbers and multiples to the vectors of the clause model as it is shipped; needs PyTorch.

    python -m benchmarks.fit_figures CASES.jsonl ... [--stripped CASES.jsonl ...] [--test CASES.jsonl ...] [--out FIGURES.npz]

CASES come from `benchmarks.clause_cases`, the stripped ones from documents of `benchmarks.strip_units`. Two heads of one form, for
figures with a unit and for bare numbers: whose a number is, and which property; one for multiples: what they are of. Prints,
for the test cases, how many of the pairs of a number and a product from a line on are right, and how many of the right ones are
found, and the same of multiples that compare accelerators. Some minutes on one core.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.clause_network import FIELDS, METRICS, Case, Pair, batches, loaded, quantised, read
from benchmarks.fit_clauses import figure_loss

SHIPPED = Path("tracker/encoder/clauses.npz")
WIDTH, DROPPED, BATCH = 384, 0.5, 8
ROUNDS, RATE = {"figure": 10, "bare": 8}, {"figure": 2e-3, "bare": 1.5e-3}
METRIC_ROUNDS, METRIC_RATE = 10, 2e-3
BIAS = {"figure": 2.0, "bare": 4.0}
"""Taken from the log odds at the start: few bare numbers are figures."""
LINES = (0.2, 0.35, 0.5, 0.65, 0.8)
Seen = tuple[Tensor, Case]


class Head(nn.Module):
    def __init__(self, bias: float) -> None:
        super().__init__()
        self.owner, self.field = Pair(WIDTH, 1, bias), nn.Linear(WIDTH, 1 + FIELDS)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, vectors: Tensor, c: Case) -> dict[str, Tensor]:
        h, places, owners = self.drop(vectors.float()), c["figures"], torch.tensor(c["owners"])
        scores = self.owner(h[places], h[list(c["mentions"])], torch.tensor(c["near"])[places])[..., 0]
        none = torch.full_like(scores[:, 0], -30.0)
        of = [owners == product for product in range(len(c["products"]))]
        whose = torch.stack([torch.logsumexp(scores[:, m], 1) if m.any() else none for m in of], 1)
        return {"figure": whose, "field": self.field(h[places])}


def encoded(paths: Sequence[Path]) -> list[Seen]:
    """Every case with the vectors of its pieces."""
    model = loaded(np.load(SHIPPED))
    model.eval()
    cases = [c for c in read(paths, 1.0) if c["owners"] and (c["figures"] or c["bare"] or c["ratios"])]
    out: list[Seen] = []
    with torch.no_grad():
        for batch in batches(cases, 16, shuffle=False):
            out += [(h[: len(c["numbers"])].half(), c) for h, c in zip(model.encode(batch, 0.0), batch, strict=True)]
    return out


def asked(seen: Sequence[Seen], kind: str) -> list[Seen]:
    """The cases as the head of a kind sees them: its numbers as `figures`."""
    if kind == "bare":
        seen = [(h, {**c, "figures": c["bare"], "stated": c["bare_stated"]}) for h, c in seen]
    return [(h, c) for h, c in seen if c["figures"]]


def fitted(seen: Sequence[Seen], kind: str) -> Head:
    torch.manual_seed(0)
    random.seed(0)
    data, head = list(seen), Head(BIAS[kind])
    steps = ROUNDS[kind] * (len(data) // BATCH + 1)
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE[kind], weight_decay=0.05)
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min(1, n / 50) * max(0.02, 1 - n / steps))
    for _ in range(ROUNDS[kind]):
        random.shuffle(data)
        for n in range(0, len(data), BATCH):
            loss = torch.stack([figure_loss(head(h, c), c) for h, c in data[n : n + BATCH]]).sum() / BATCH
            loss.backward()
            optimiser.step()
            optimiser.zero_grad()
            plan.step()
    return head.eval()


def metrics(seen: Sequence[Seen]) -> nn.Linear:
    """What a multiple is of; the first score: that it compares no accelerators."""
    torch.manual_seed(0)
    random.seed(0)
    data, head, drop = [(h, c) for h, c in seen if c["ratios"]], nn.Linear(WIDTH, 1 + METRICS), nn.Dropout(DROPPED)
    steps = METRIC_ROUNDS * (len(data) // BATCH + 1)
    optimiser = torch.optim.AdamW(head.parameters(), lr=METRIC_RATE, weight_decay=0.05)
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min(1, n / 50) * max(0.02, 1 - n / steps))
    for _ in range(METRIC_ROUNDS):
        random.shuffle(data)
        for n in range(0, len(data), BATCH):
            losses = [metric_loss(head(drop(h.float())[c["ratios"]]), c) for h, c in data[n : n + BATCH]]
            (torch.stack(losses).sum() / BATCH).backward()
            optimiser.step()
            optimiser.zero_grad()
            plan.step()
    return head.eval()


def metric_loss(scores: Tensor, c: Case) -> Tensor:
    """Optional labels count neither way."""
    labels, chances, total = {r["ratio"]: r for r in c["compared"]}, torch.log_softmax(scores, 1), torch.zeros(())
    for n in range(len(c["ratios"])):
        label = labels.get(n)
        if label is None:
            total = total - chances[n, 0]
        elif label["required"]:
            total = total - torch.logsumexp(chances[n, [1 + m for m in label["metrics"]]], 0)
    return total / 3


def told_metrics(head: nn.Linear, seen: Sequence[Seen]) -> str:
    """Multiples that are said to compare accelerators, and on which metric."""
    said = right = labels = alike = 0
    with torch.no_grad():
        for h, c in seen:
            of = {r["ratio"]: r for r in c["compared"]}
            for n, scores in enumerate(head(h.float()[c["ratios"]])):
                label = of.get(n)
                if label is not None and not label["required"]:
                    continue
                hit = int(scores.argmax()) != 0
                labels += label is not None
                said += hit
                right += hit and label is not None
                alike += label is not None and int(scores[1:].argmax()) in label["metrics"]
    return f"{labels} ratios, {said} said, {right} of them right; on the metric named {alike}"


def told(head: Head, seen: Sequence[Seen]) -> str:
    pairs, labels = [], 0
    with torch.no_grad():
        for h, c in seen:
            chances = torch.sigmoid(head(h, c)["figure"])
            right = {(f["figure"], f["product"]) for f in c["stated"] if f["required"]}
            left_out = {f["figure"] for f in c["stated"]} - {figure for figure, _ in right}
            labels += len(right)
            for i in set(range(len(chances))) - left_out:
                pairs += [(float(chances[i, p]), (i, p) in right) for p in range(chances.shape[1])]
    rows = [[hit for chance, hit in pairs if chance > line] for line in LINES]
    return f"{labels} pairs " + " | ".join(
        f">{line:g} P {sum(r) / max(1, len(r)):.2f} R {sum(r) / max(1, labels):.2f}"
        for line, r in zip(LINES, rows, strict=True)
    )


def written(heads: dict[str, Head], metric: nn.Linear, out: Path) -> None:
    """As `tracker.encoder.model` reads them."""
    t = quantised("metric", metric.weight) | {"metric.bias": metric.bias.detach().numpy()}
    for kind, head in heads.items():
        parts = {f"{kind}.{name}": getattr(head.owner, name) for name in ("piece", "mention", "near", "out")}
        for name, part in (parts | {f"{kind}.field": head.field}).items():
            t |= quantised(name, part.weight)
            if getattr(part, "bias", None) is not None:
                t[f"{name}.bias"] = part.bias.detach().numpy()
    np.savez(out, **t)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="+", type=Path)
    parser.add_argument("--stripped", nargs="*", type=Path, default=[])
    parser.add_argument("--test", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path)
    wanted = parser.parse_args()
    torch.set_num_threads(1)
    own, more, test = encoded(wanted.cases), encoded(wanted.stripped), encoded(wanted.test)
    data = {"figure": asked(own, "figure"), "bare": asked(own, "bare") * 2 + asked(more, "bare")}
    heads = {kind: fitted(seen, kind) for kind, seen in data.items()}
    for kind, head in heads.items():
        print(kind, f"{len(data[kind])} cases;", told(head, asked(test, kind)))
    metric = metrics(own)
    print("metric", told_metrics(metric, [(h, c) for h, c in test if c["ratios"]]))
    if wanted.out:
        written(heads, metric, wanted.out)


if __name__ == "__main__":
    main()
