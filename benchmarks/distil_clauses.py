"""Fits the shipped clause model to a larger one and writes `tracker/encoder/clauses.npz`; needs PyTorch.

    python -m benchmarks.distil_clauses TEACHER.npz CASES.jsonl [MORE.jsonl ...] [--tuned CASES.jsonl ...] --out FILE.npz

TEACHER comes from `benchmarks.fit_clauses`, CASES from `benchmarks.clause_cases`. The small model begins as some layers of the
teacher, with the heads of attention and the units of the feed-forward part that matter most there (Michel et al. 2019), and
learns the teacher's vectors and scores (Hinton et al. 2015; Jiao et al. 2020) on the cases and on new texts made of their
sentences, and the labels of the cases beside.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as fn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from benchmarks.clause_network import HEAD, KINDS, LAST_MARK, MASK, Case, Clauses, batches, loaded, read, written
from benchmarks.fit_clauses import MEMORY, loss
from tracker.extract.nearness import nearness
from tracker.extract.proposals import log_odds
from tracker.extract.sequence import LONG, Chunk

HIDDEN_WORDS, GUESSED, WEIGHED = 0.05, 3, 120
SOFT = 2.0
"""Scores are divided by this before they are compared with the teacher's, so that the small ones count too."""
START, END = 101, 102
_NONE = [[log_odds(0.0)] * KINDS, *([0.0] * KINDS for _ in range(3))]


def mixed(cases: Sequence[Case]) -> Case | None:
    """A new text of sentences from several cases, without labels; None where it names no product."""
    numbers, sentences, names, asked = [START], [-1], dict[str, list[int]](), set[tuple[str, int]]()
    base = 0
    for n, c in enumerate(random.sample(cases, random.choice((2, 2, 3)))):
        told = sorted(set(c["sentences"]) - {-1})
        count = random.randint(1, min(len(told), 4))
        first = random.randint(0, len(told) - count)
        mine = {s: base + k for k, s in enumerate(told[first : first + count])}
        owners = dict(zip(c["mentions"], c["owners"], strict=True))
        same = 0 if random.random() < 0.25 else n  # at times the texts speak of the same products
        for place, (number, s) in enumerate(zip(c["numbers"], c["sentences"], strict=True)):
            if s in mine and len(numbers) < LONG - 1:
                if place in owners:
                    names.setdefault(f"{same} {owners[place]}", []).append(len(numbers))
                numbers.append(MASK if number > LAST_MARK + 3 and random.random() < HIDDEN_WORDS else number)
                sentences.append(mine[s])
        asked |= {(f"{same} {p}", mine[s]) for p, s, _ in c["events"] if s in mine}
        base += count
    chunk = Chunk([*numbers, END], [*sentences, -1], names)
    return _case(chunk, asked) if names else None


def _case(chunk: Chunk, asked: set[tuple[str, int]]) -> Case:
    near, here = nearness(chunk), sorted({*chunk.sentences} - {-1})
    products = {near.products[owner]: owner for owner in near.owners}
    asked = asked | {(random.choice(sorted(products)), random.choice(here)) for _ in range(GUESSED)}
    return {
        "numbers": chunk.numbers, "sentences": chunk.sentences, "products": near.products, "mentions": near.mentions,
        "owners": near.owners, "near": near.table.tolist(), "figures": [], "ratios": [], "gate": [0.0, 0.0], "trust": 0.0,
        "events": [(products[p], s, _NONE) for p, s in sorted(asked) if p in products and s in here],
    }  # fmt: skip


def teach(teacher: Clauses, cases: list[Case]) -> None:
    """Notes in every case the teacher's vectors and scores."""
    teacher.eval()
    with torch.no_grad():
        for batch in batches(cases, 16, shuffle=False):
            with torch.autocast("cpu", torch.bfloat16):
                vectors = teacher.encode(batch, 0.0)
            for h, c in zip(vectors, batch, strict=True):
                c["vectors"] = h[: len(c["numbers"])].half()
                c["taught"] = teacher(h[: len(c["numbers"])], c, rules=False)


def needed(teacher: Clauses, cases: list[Case]) -> list[tuple[Tensor, Tensor]]:
    """For every layer how much each head and each unit does to the vectors and scores: the gradients of their gates."""
    teacher.eval()
    sums = []
    for layer in teacher.layers:
        layer.gates = (torch.ones(layer.out.in_features // HEAD), torch.ones(layer.up.out_features))
        sums.append(tuple(torch.zeros_like(g.requires_grad_()) for g in layer.gates))
    for batch in batches(cases, 8, shuffle=False):
        total = torch.zeros(())
        for h, c in zip(teacher.encode(batch, 0.0), batch, strict=True):
            found = h[: len(c["numbers"])]
            total = total + (found * torch.randn_like(found)).sum() / 30
            for scores in teacher(found, c, rules=False).values():
                total = total + (scores * torch.randn_like(scores)).sum()
        gates = [g for layer in teacher.layers for g in layer.gates]
        for n, gradient in enumerate(torch.autograd.grad(total, gates)):
            sums[n // 2][n % 2].add_(gradient.abs())
    for layer in teacher.layers:
        layer.gates = None
    return sums


def cut(teacher: Clauses, cases: list[Case], layers: Sequence[int], heads: int, wide: int) -> Clauses:
    """A smaller model of the teacher's own weights."""
    counts = needed(teacher, cases)
    words = torch.cat([teacher.marks.weight, teacher.words.weight[LAST_MARK + 1 :]]).detach()
    model = Clauses(words, teacher.places.weight.detach(), [(heads * HEAD, wide)] * len(layers))
    own = {n: w for n, w in teacher.state_dict().items() if not n.startswith("layers.")}
    model.load_state_dict(own, strict=False)
    for layer, number in zip(model.layers, layers, strict=True):
        of, (by_head, by_unit) = teacher.layers[number], counts[number]
        units = by_unit.topk(wide).indices.sort().values
        rows = torch.cat([torch.arange(h * HEAD, (h + 1) * HEAD) for h in sorted(by_head.topk(heads).indices.tolist())])
        three = torch.cat([rows + n * of.out.in_features for n in range(3)])
        for name, kept in (("qkv", three), ("up", units)):
            getattr(layer, name).load_state_dict({k: w[kept] for k, w in getattr(of, name).state_dict().items()})
        for name, kept in (("out", rows), ("down", units)):
            part = getattr(of, name)
            getattr(layer, name).load_state_dict({"weight": part.weight[:, kept], "bias": part.bias})
        for name in ("norm_1", "norm_2"):
            getattr(layer, name).load_state_dict(getattr(of, name).state_dict())
    return model


def distance(model: Clauses, h: Tensor, c: Case) -> Iterator[tuple[str, Tensor]]:
    """How far the model is from the teacher and from the labels, in parts; `h` (T, H)."""
    out = model(h, c, rules=False)
    yield "vectors", fn.mse_loss(h, c["vectors"].float())
    for name, weight in (("announces", 2.0), ("event", 0.25)):
        if name in out:
            aim = torch.sigmoid(c["taught"][name] / SOFT)
            yield name, weight * fn.binary_cross_entropy_with_logits(out[name] / SOFT, aim, reduction="sum")
    if "told" in c:
        if random.random() < c["trust"]:
            out["announces"] = out["announces"] + model.rules["announces"] @ torch.tensor(c["gate"])
            if "event" in out:
                out["event"] = out["event"] + model.proposed(c)
        yield "labels", torch.stack(list(loss(out, c).values())).sum()


def fitted(model: Clauses, cases: list[Case], rounds: int, rate: float) -> None:
    for part in model.modules():
        if isinstance(part, nn.Dropout):
            part.p = 0.0  # the teacher's vectors are aim enough
    free = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(free, lr=rate, weight_decay=0.01, fused=True)
    steps = rounds * ((len(cases) + 15) // 16)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(n / (0.05 * steps), 1.0, (steps - n) / (0.7 * steps))
    )
    mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(MEMORY))
    model.train()
    begun = time.monotonic()
    for number in range(rounds):
        sums: dict[str, float] = {}
        for batch in batches(cases, 16, shuffle=True):
            total = torch.zeros(())
            for h, c in zip(model.encode(batch, 0.0), batch, strict=True):
                for name, value in distance(model, h[: len(c["numbers"])], c):
                    total = total + value
                    sums[name] = sums.get(name, 0.0) + value.item() / len(cases)
            (total / len(batch)).backward()
            nn.utils.clip_grad_norm_(free, 1.0)
            optimiser.step()
            optimiser.zero_grad()
            plan.step()
            mean.update_parameters(model)
        print(number, f"{time.monotonic() - begun:.0f} s", {n: round(v, 3) for n, v in sums.items()}, flush=True)
    model.load_state_dict(mean.module.state_dict())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("teacher", type=Path)
    parser.add_argument("cases", nargs="+", type=Path)
    parser.add_argument("--tuned", nargs="*", type=Path, default=[], help="as in `fit_clauses`")
    parser.add_argument(
        "--layers", nargs="+", type=int, default=[0, 1, 3], help="which layers of the teacher to begin with"
    )
    parser.add_argument("--heads", type=int, default=6)
    parser.add_argument("--wide", type=int, default=256, help="units of a feed-forward part")
    parser.add_argument("--mixed", type=int, default=3000, help="how many new texts")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    told = parser.parse_args()
    random.seed(told.seed)
    torch.manual_seed(told.seed)
    cases = read(told.cases, 0.8) + read(told.tuned, 0.5)
    for c in cases:
        c["figures"] = c["ratios"] = []  # exercises of the teacher
    with np.load(told.teacher, allow_pickle=False) as tensors:
        vocabulary, teacher = bytes(tensors["vocabulary"]), loaded(tensors)
    model = cut(teacher, random.sample(cases, min(WEIGHED, len(cases))), told.layers, told.heads, told.wide)
    more = cases + [c for c in (mixed(cases) for _ in range(told.mixed)) if c]
    teach(teacher, more)
    fitted(model, more, told.rounds, told.rate)
    written(model, vocabulary, told.out)


if __name__ == "__main__":
    main()
