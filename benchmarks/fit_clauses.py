"""Fits the clause model and writes `tracker/encoder/clauses.npz`; needs PyTorch and safetensors, which the tracker does not.

    python fit_clauses.py BASE_FOLDER CASES.jsonl [MORE.jsonl ...] [--test CASES.jsonl ...] [--layers 3] [--out FILE.npz]

BASE_FOLDER holds the `vocab.txt` and `model.safetensors` of all-MiniLM-L6-v2 (Apache-2.0), whose lower layers are the start;
CASES come from `benchmarks.clause_cases`. Prints the loss of every round and, for the test cases, F1 of each part.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as fn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

KINDS, FIELDS, METRICS, PLACES, HIDDEN, OFFSET, HEADS = 9, 11, 18, 39, 128, 3.0, 12
LAST_MARK, MASK, HIDDEN_WORDS = 99, 103, 0.1
MEMORY = 0.995
"""The weights that are kept are a running mean over about 1 / (1 - MEMORY) steps."""
Case = dict[str, Any]


class Layer(nn.Module):
    def __init__(self, base: dict[str, Tensor], number: int) -> None:
        super().__init__()

        def part(name: str, module: nn.Module) -> Any:
            prefix = f"encoder.layer.{number}.{name}"
            module.load_state_dict({"weight": base[f"{prefix}.weight"].float(), "bias": base[f"{prefix}.bias"].float()})
            return module

        wide = base["encoder.layer.0.intermediate.dense.weight"].shape
        h = wide[1]
        self.q, self.k, self.v = (part(f"attention.self.{n}", nn.Linear(h, h)) for n in ("query", "key", "value"))
        self.o = part("attention.output.dense", nn.Linear(h, h))
        self.up, self.down = (
            part("intermediate.dense", nn.Linear(h, wide[0])),
            part("output.dense", nn.Linear(wide[0], h)),
        )
        self.norm_1 = part("attention.output.LayerNorm", nn.LayerNorm(h, eps=1e-12))
        self.norm_2 = part("output.LayerNorm", nn.LayerNorm(h, eps=1e-12))
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, h = x.shape
        q, k, v = (m(x).view(b, t, HEADS, h // HEADS).transpose(1, 2) for m in (self.q, self.k, self.v))
        mixed = fn.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=0.1 if self.training else 0.0)
        x = self.norm_1(x + self.drop(self.o(mixed.transpose(1, 2).reshape(b, t, h))))
        return self.norm_2(x + self.drop(self.down(fn.gelu(self.up(x), approximate="tanh"))))


class Pair(nn.Module):
    """As `tracker.encoder.heads.Pair`."""

    def __init__(self, h: int, out: int, bias: float) -> None:
        super().__init__()
        self.piece, self.mention, self.out = (
            nn.Linear(h, HIDDEN),
            nn.Linear(h, HIDDEN, bias=False),
            nn.Linear(HIDDEN, out),
        )
        self.near = nn.Embedding(PLACES, HIDDEN)
        self.near.weight.data *= 0.3
        self.out.bias.data -= bias

    def forward(self, pieces: Tensor, mentions: Tensor, near: Tensor) -> Tensor:
        return self.out(torch.relu(self.piece(pieces)[:, None] + self.mention(mentions)[None] + self.near(near)))


class Clauses(nn.Module):
    def __init__(self, base: dict[str, Tensor], layers: int) -> None:
        super().__init__()
        words, places = base["embeddings.word_embeddings.weight"], base["embeddings.position_embeddings.weight"]
        h = words.shape[1]
        kind = base["embeddings.token_type_embeddings.weight"][0]
        self.words = nn.Embedding.from_pretrained(words.float().clone(), freeze=True)
        self.marks = nn.Embedding.from_pretrained(words[: LAST_MARK + 1].float().clone(), freeze=False)
        self.places = nn.Embedding.from_pretrained((places + kind).float().clone(), freeze=False)
        self.norm = nn.LayerNorm(h, eps=1e-12)
        self.norm.load_state_dict({n: base[f"embeddings.LayerNorm.{n}"].float() for n in ("weight", "bias")})
        self.layers = nn.ModuleList(Layer(base, n) for n in range(layers))
        self.event, self.figure, self.ratio = Pair(h, KINDS, 4.5), Pair(h, 1, 2.0), Pair(h, 2, 1.0)
        self.field, self.metric, self.announces = (
            nn.Linear(h, 1 + FIELDS),
            nn.Linear(h, 1 + METRICS),
            nn.Linear(2 * h, 1),
        )
        self.rules = nn.ParameterDict({
            "event": torch.tensor([[0.3] * KINDS, [1.0] * KINDS, [0.3] * KINDS, [0.0] * KINDS]),
            "announces": torch.tensor([0.3, 0.5]),
        })  # fmt: skip
        self.drop = nn.Dropout(0.1)
        self.drop_more = nn.Dropout(0.2)

    def encode(self, batch: Sequence[Case], hidden: float) -> Tensor:
        longest = max(len(c["numbers"]) for c in batch)
        ids, mask = (
            torch.zeros(len(batch), longest, dtype=torch.long),
            torch.zeros(len(batch), longest, dtype=torch.bool),
        )
        for n, c in enumerate(batch):
            row = torch.tensor(c["numbers"])
            if hidden:
                row = torch.where((torch.rand(len(row)) < hidden) & (row > LAST_MARK + 3), torch.tensor(MASK), row)
            ids[n, : len(row)], mask[n, : len(row)] = row, True
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            marked = (ids <= LAST_MARK)[..., None]
            words = torch.where(marked, self.marks(ids.clamp(max=LAST_MARK)), self.words(ids))
            x = self.drop(self.norm(words + self.places(torch.arange(longest))))
            for layer in self.layers:
                x = layer(x, mask[:, None, None, :])
        return x.float()

    def forward(self, h: Tensor, c: Case, rules: bool) -> dict[str, Tensor]:
        """The scores of one case; `h` (T, H)."""
        h = self.drop_more(h)
        out = {"announces": self.announces(torch.cat([h[0], h[1:].max(0).values]))[0]}
        if rules:
            out["announces"] = out["announces"] + self.rules["announces"] @ torch.tensor(c["gate"])
        near, mentions = torch.tensor(c["near"]), h[list(c["mentions"])]
        if c["events"]:
            out["event"] = self._events(h, c, near, mentions, rules)
        if c["figures"]:
            out["figure"] = self._pooled(self.figure, h, c["figures"], c, near, mentions)[..., 0]
            out["field"] = self.field(h[c["figures"]])
        if c["ratios"]:
            out["ratio"] = self._pooled(self.ratio, h, c["ratios"], c, near, mentions)
            out["metric"] = self.metric(h[c["ratios"]])
        return out

    def _events(self, h: Tensor, c: Case, near: Tensor, mentions: Tensor, rules: bool) -> Tensor:
        """(N, KINDS): a row for every product and sentence that the rules take to be about it."""
        scores, of, owners = self.event(h, mentions, near), torch.tensor(c["sentences"]), torch.tensor(c["owners"])
        told = {s: torch.logsumexp(scores[of == s], 0) for s in {s for _, s, _ in c["events"]}}
        rows = [torch.logsumexp(told[s][owners == p], 0) - OFFSET for p, s, _ in c["events"]]
        out = torch.stack(rows)
        if not rules:
            return out
        seen = torch.tensor([row for _, _, row in c["events"]])
        return out + (seen * self.rules["event"]).sum(1)

    def _pooled(self, pair: Pair, h: Tensor, places: list[int], c: Case, near: Tensor, mentions: Tensor) -> Tensor:
        """(Q, P, n): places with products, summed over the mentions of each."""
        scores, owners = pair(h[places], mentions, near[places]), torch.tensor(c["owners"])
        none = torch.full_like(scores[:, 0], -30.0)
        parts = [owners == p for p in range(len(c["products"]))]
        return torch.stack([torch.logsumexp(scores[:, m], 1) if m.any() else none for m in parts], 1)


def loss(out: dict[str, Tensor], c: Case) -> dict[str, Tensor]:
    bce, given = fn.binary_cross_entropy_with_logits, {}
    given["announces"] = bce(out["announces"], torch.tensor(float(c["announces"])))
    if "event" in out:
        truth, weight = torch.zeros_like(out["event"]), torch.ones_like(out["event"])
        rows = {(p, s): n for n, (p, s, _) in enumerate(c["events"])}
        for p, s, k, value in c["told"]:
            if (p, s) in rows:
                truth[rows[p, s], k] = weight[rows[p, s], k] = float(value > 0)
        given["event"] = (bce(out["event"], truth, reduction="none") * weight).sum() / 4
    if "figure" in out:
        given["figure"] = _figure_loss(out, c)
    if "ratio" in out:
        given["ratio"] = _ratio_loss(out, c)
    return given


def _figure_loss(out: dict[str, Tensor], c: Case) -> Tensor:
    truth, weight = torch.zeros_like(out["figure"]), torch.ones_like(out["figure"])
    kind, sure = torch.zeros(len(truth), dtype=torch.long), torch.ones(len(truth))
    for f in c["stated"]:
        i, p = f["figure"], f["product"]
        if f["required"]:
            truth[i, p], kind[i] = 1, 1 + f["field"]
        else:
            weight[i, p] = sure[i] = 0
    owners = (fn.binary_cross_entropy_with_logits(out["figure"], truth, reduction="none") * weight).sum() / 3
    return owners + (fn.cross_entropy(out["field"], kind, reduction="none") * sure).sum() / 6


def _ratio_loss(out: dict[str, Tensor], c: Case) -> Tensor:
    total = torch.zeros(())
    labels = {r["ratio"]: r for r in c["compared"]}
    for i in range(len(c["ratios"])):
        label, kinds = labels.get(i), fn.log_softmax(out["metric"][i], 0)
        if label is None:
            total = total - kinds[0]
        elif label["required"]:
            total = total - torch.logsumexp(kinds[[1 + m for m in label["metrics"]]], 0)
            for column, names in enumerate((label["subjects"], label["objects"])):
                truth = torch.zeros(out["ratio"].shape[1])
                truth[names] = 1
                scores = out["ratio"][i, :, column]
                total = total + fn.binary_cross_entropy_with_logits(scores, truth, reduction="sum")
    return total / 3


def tested(model: Clauses, cases: list[Case], rules: bool) -> str:
    model.eval()
    counts: dict[str, list[int]] = {}

    def count(name: str, hit: bool, right: bool, wanted: bool) -> None:
        row = counts.setdefault(name, [0, 0, 0])
        row[0] += right
        row[1] += hit and not right
        row[2] += wanted and not right

    texts: dict[str, dict[str, Any]] = {}
    with torch.no_grad():
        for batch in batches(cases, 8, shuffle=False):
            for h, c in zip(model.encode(batch, 0.0), batch, strict=True):
                out = model(h[: len(c["numbers"])], c, rules)
                _collect(texts, out, c)
    for text in texts.values():
        hit = text["chance"] > 0
        count("announces", hit, hit and text["announces"], text["announces"])
        for key, chance in text["events"].items():
            if key in text["told"] or key not in text["open"]:
                said, true = chance > 0 and hit, key in text["told"]
                count("event", said, said and true, true)
                count(f"e{key[1]}", said, said and true, true)
    model.train()
    return " ".join(f"{n} {2 * r[0] / max(1, 2 * r[0] + r[1] + r[2]):.3f}{tuple(r)}" for n, r in sorted(counts.items()))


def _collect(texts: dict[str, dict[str, Any]], out: dict[str, Tensor], c: Case) -> None:
    new = {"announces": c["announces"], "chance": -9.0, "events": {}, "told": set(), "open": set()}
    text = texts.setdefault(c["id"], new)
    text["chance"] = max(text["chance"], float(out["announces"]))
    for n, (p, _, _) in enumerate(c["events"]):
        for k in range(KINDS):
            key = c["products"][p], k
            text["events"][key] = max(text["events"].get(key, -9.0), float(out["event"][n, k]))
    for p, _, k, value in c["told"]:
        key = c["products"][p], k
        text["told" if value > 0 else "open"].add(key)
        text["events"].setdefault(key, -9.0)


def batches(cases: list[Case], size: int, *, shuffle: bool) -> Iterator[list[Case]]:
    """Cases of like length together."""
    order = random.sample(cases, len(cases)) if shuffle else cases
    groups = []
    for n in range(0, len(order), size * 8):
        part = sorted(order[n : n + size * 8], key=lambda c: len(c["numbers"]))
        groups += [part[m : m + size] for m in range(0, len(part), size)]
    yield from random.sample(groups, len(groups)) if shuffle else groups


def read(paths: Sequence[Path], trust: float) -> list[Case]:
    """`trust`: how often the case is shown with what the rules say of it."""
    found: list[Case] = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    for c in found:
        c["trust"] = trust
        c["events"] = [row for row in c["events"] if row[0] in c["owners"]]
    return found


def quantised(name: str, weight: Tensor) -> dict[str, np.ndarray]:
    """Bytes with a scale a row."""
    w = weight.detach().numpy().astype(np.float32)
    scale = np.maximum(np.abs(w).max(axis=1), 1e-9) / 127
    return {name: np.round(w / scale[:, None]).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}


def written(model: Clauses, vocabulary: bytes, out: Path, longest: int = 256) -> None:
    t: dict[str, np.ndarray] = {
        "layers": np.array(len(model.layers)),
        "vocabulary": np.frombuffer(vocabulary, np.uint8),
    }
    t |= quantised("words", torch.cat([model.marks.weight, model.words.weight[LAST_MARK + 1 :]])) | quantised(
        "places", model.places.weight[:longest]
    )

    def vector(name: str, value: Tensor) -> None:
        t[name] = value.detach().numpy().astype(np.float32)

    def norm(name: str, module: nn.LayerNorm) -> None:
        vector(f"{name}.scale", module.weight)
        vector(f"{name}.shift", module.bias)

    def linear(name: str, weight: Tensor, bias: Tensor | None) -> None:
        t.update(quantised(name, weight))
        if bias is not None:
            vector(f"{name}.bias", bias)

    norm("norm", model.norm)
    for n, layer in enumerate(model.layers):
        three = (layer.q, layer.k, layer.v)
        linear(f"{n}.qkv", torch.cat([m.weight for m in three]), torch.cat([m.bias for m in three]))
        for name, module in (("out", layer.o), ("up", layer.up), ("down", layer.down)):
            linear(f"{n}.{name}", module.weight, module.bias)
        norm(f"{n}.norm_1", layer.norm_1)
        norm(f"{n}.norm_2", layer.norm_2)
    linear("event.piece", model.event.piece.weight, model.event.piece.bias)
    linear("event.mention", model.event.mention.weight, None)
    linear("event.near", model.event.near.weight, None)
    linear("event.out", model.event.out.weight, model.event.out.bias)
    linear("announces", model.announces.weight, model.announces.bias)
    for name, value in model.rules.items():
        vector(f"rules.{name}", value)
    np.savez(out, **t)


def trained(model: Clauses, cases: list[Case], tests: dict[str, list[Case]], rounds: int, rate: float) -> None:
    body = {id(p) for p in (*model.layers.parameters(), *model.norm.parameters(), *model.places.parameters())}
    free = [p for p in model.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in free if id(p) in body], "lr": rate},
        {"params": [p for p in free if id(p) not in body], "lr": 1e-3},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = rounds * ((len(cases) + 7) // 8 + 1)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(n / (0.1 * steps), max(0.0, (steps - n) / (0.9 * steps)))
    )
    begun = time.monotonic()
    mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(MEMORY))
    for number in range(rounds):
        sums: dict[str, float] = {}
        for batch in batches(cases, 8, shuffle=True):
            total = torch.zeros(())
            for h, c in zip(model.encode(batch, HIDDEN_WORDS), batch, strict=True):
                parts = loss(model(h[: len(c["numbers"])], c, random.random() < c["trust"]), c)
                total = total + torch.stack(list(parts.values())).sum()
                for name, value in parts.items():
                    sums[name] = sums.get(name, 0.0) + value.item() / len(cases)
            (total / len(batch)).backward()
            nn.utils.clip_grad_norm_(free, 1.0)
            optimiser.step()
            optimiser.zero_grad()
            plan.step()
            mean.update_parameters(model)
        print(number, f"{time.monotonic() - begun:.0f} s", {n: round(v, 3) for n, v in sums.items()}, flush=True)
        if number % 2 or number == rounds - 1:
            for name, test in tests.items():
                print("  ", name, tested(mean.module, test, rules=True), flush=True)
    model.load_state_dict(mean.module.state_dict())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", type=Path)
    parser.add_argument("cases", nargs="+", type=Path)
    parser.add_argument("--test", nargs="*", type=Path, default=[])
    parser.add_argument(
        "--tuned",
        nargs="*",
        type=Path,
        default=[],
        help="cases that the rules were tuned on: their proposals are hidden half the time",
    )
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path)
    told = parser.parse_args()
    random.seed(told.seed)
    torch.manual_seed(told.seed)
    cases = read(told.cases, 0.8) + read(told.tuned, 0.5)
    model = Clauses(load_file(told.base / "model.safetensors"), told.layers)
    tests = {p.stem: read([p], 1.0) for p in told.test}
    trained(model, cases, tests, told.rounds, told.rate)
    for name, test in tests.items():
        print("   without rules", name, tested(model, test, rules=False))
    if told.out:
        written(model, (told.base / "vocab.txt").read_bytes().rstrip(b"\n"), told.out)


if __name__ == "__main__":
    main()
