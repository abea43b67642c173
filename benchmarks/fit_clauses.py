"""Fits the large clause model, the teacher of the shipped one; needs PyTorch and safetensors, which the tracker does not.

    python -m benchmarks.fit_clauses BASE_FOLDER CASES.jsonl [MORE.jsonl ...] [--test CASES.jsonl ...] [--out TEACHER.npz]

BASE_FOLDER holds the `vocab.txt` and `model.safetensors` of all-MiniLM-L6-v2 (Apache-2.0), whose lower layers are the start;
CASES come from `benchmarks.clause_cases`. Prints the loss of every round and, for the test cases, F1 of each part.
`benchmarks.distil_clauses` makes the small model of what this writes.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as fn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from benchmarks.clause_network import KINDS, Case, Clauses, batches, read, written

HIDDEN_WORDS = 0.1
MEMORY = 0.995
"""The weights that are kept are a running mean over about 1 / (1 - MEMORY) steps."""


def based(base: Mapping[str, Tensor], layers: int) -> Clauses:
    """The lower layers of a BERT."""
    places = base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0]
    wide, h = base["encoder.layer.0.intermediate.dense.weight"].shape
    model = Clauses(base["embeddings.word_embeddings.weight"], places, [(h, wide)] * layers)

    def put(part: nn.Module, *names: str) -> None:
        for kind in ("weight", "bias"):
            getattr(part, kind).data = torch.cat([base[f"{name}.{kind}"].float() for name in names])

    put(model.norm, "embeddings.LayerNorm")
    for n, layer in enumerate(model.layers):
        prefix = f"encoder.layer.{n}"
        put(layer.qkv, *(f"{prefix}.attention.self.{name}" for name in ("query", "key", "value")))
        put(layer.out, f"{prefix}.attention.output.dense")
        put(layer.up, f"{prefix}.intermediate.dense")
        put(layer.down, f"{prefix}.output.dense")
        put(layer.norm_1, f"{prefix}.attention.output.LayerNorm")
        put(layer.norm_2, f"{prefix}.output.LayerNorm")
    return model


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
        given["figure"] = figure_loss(out, c)
    if "ratio" in out:
        given["ratio"] = _ratio_loss(out, c)
    return given


def figure_loss(out: dict[str, Tensor], c: Case) -> Tensor:
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
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--device", default="cpu", help="one core of a GPU machine fits a round in under a minute")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path)
    told = parser.parse_args()
    torch.set_default_device(told.device)
    random.seed(told.seed)
    torch.manual_seed(told.seed)
    cases = read(told.cases, 0.8) + read(told.tuned, 0.5)
    model = based(load_file(told.base / "model.safetensors", told.device), told.layers)
    tests = {p.stem: read([p], 1.0) for p in told.test}
    trained(model, cases, tests, told.rounds, told.rate)
    for name, test in tests.items():
        print("   without rules", name, tested(model, test, rules=False))
    if told.out:
        written(model, (told.base / "vocab.txt").read_bytes().rstrip(b"\n"), told.out)


if __name__ == "__main__":
    main()
