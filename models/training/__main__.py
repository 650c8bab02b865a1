"""Train the mask classifier, measure it, and write weights, plots and the model card.

Two trainings: one that never sees a whole source, for honest figures, and the final one on everything. The views of a
training run side by side, each in a process and on a core of its own (about 5 GB of memory each).
Interrupted, it goes on where it stopped when started again with the same options.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from models._cv import cv2
from models.calibration import CLASSES, Calibration
from models.evaluate import evaluate
from models.mask import MaskClassifier
from models.training import card
from models.training.calibrate import as_modest, calibrate
from models.training.drawn import drawn_folder
from models.training.export import AGREEMENT, disagreement
from models.training.facehead import learn_faces, sureness
from models.training.fit import KINDS, Plan, checkpoint_of, epochs, fit, logits, reached
from models.training.kept import MEASURING, code, read, write
from models.training.litenet import LiteNet
from models.training.net import MaskNet
from models.training.pictures import DataError, Faces
from models.training.recipe import recipe
from models.training.record import write_record
from models.training.shares import shares
from models.training.ship import ship
from models.training.stages import (
    FINAL,
    REVIEWED,
    UNSEEN,
    WITHOUT_DRAWN,
    Sources,
    Stage,
    calibration_faces,
    counts,
    drawn_share,
    learning_faces,
    write_measured_faces,
)
from models.views import NEAR, WIDE, View
from models.weights import HERE

VIEWS = (WIDE, NEAR)
TESTED_DRAWN_FACES = 300
STAGES = {stage.name: stage for stage in (UNSEEN, WITHOUT_DRAWN, FINAL)}


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to train."""

    epochs: int
    unseen_epochs: int
    draws: int

    def of(self, stage: Stage) -> int:
        """Epochs of a stage."""
        return self.epochs if stage is FINAL else self.unseen_epochs


def side_by_side(stage: Stage, sources: Sources, effort: Effort) -> None:
    """Fit the views of one stage, a process each. Raises DataError when one fails; it has said why."""
    views = [view for view in VIEWS if not _finished(stage, view, sources, effort)]
    workers = [_worker(stage, view, sources, effort) for view in views]
    try:
        codes = [worker.wait() for worker in workers]
    finally:
        for worker in workers:
            worker.terminate()
    failed = [view.name for view, code in zip(views, codes, strict=True) if code]
    if failed:
        raise DataError(f"training stopped in the view {failed[0]}; started again, it goes on from its last epoch")


def _worker(stage: Stage, view: View, sources: Sources, effort: Effort) -> "subprocess.Popen[bytes]":
    options = {
        "data": sources.data, "templates": sources.templates, "landmarker": sources.landmarker, "out": sources.out,
        "seed": sources.seed, "epochs": effort.epochs, "unseen-epochs": effort.unseen_epochs, "draws": effort.draws,
        "stage": stage.name, "view": view.name,
    }  # fmt: skip
    arguments = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    return subprocess.Popen([sys.executable, "-m", "models.training", *arguments])


def train(stage: Stage, views: tuple[View, ...], sources: Sources, effort: Effort) -> None:
    """Fit views of one stage here; checkpoints and what was learnt from stay in its folder."""
    folder = sources.out / stage.name
    folder.mkdir(parents=True, exist_ok=True)
    if all(_finished(stage, view, sources, effort) for view in views):
        return
    faces = learning_faces(stage, sources)
    chances = shares(faces.entries)
    learnt = {"faces": counts(faces), "drawn_share_of_draws": drawn_share(faces, chances), "seed": sources.seed,
              "epochs": effort.of(stage), "draws": effort.draws, "test_faces_unseen": stage.unseen}  # fmt: skip
    (folder / "learnt.json").write_text(json.dumps(learnt, indent=2))
    after = sources.out / UNSEEN.name if stage is FINAL else None
    if after is not None and not all(_finished(UNSEEN, view, sources, effort) for view in views):
        raise DataError(f"the last part goes on from the first: add --stage {UNSEEN.name}")
    for view in views:
        wanted = _recipe(stage, view, sources, effort)
        fit(view, faces, Plan(effort.of(stage), effort.draws, chances, sources.seed, wanted, after), folder)


def _finished(stage: Stage, view: View, sources: Sources, effort: Effort) -> bool:
    """Raises DataError for a checkpoint of another training."""
    done = reached(checkpoint_of(sources.out / stage.name, view), _recipe(stage, view, sources, effort))
    return done >= epochs(view, effort.of(stage))


def _recipe(stage: Stage, view: View, sources: Sources, effort: Effort) -> str:
    before = _recipe(UNSEEN, view, sources, effort) if stage is FINAL else ""
    return recipe(stage, view, sources, effort.of(stage), effort.draws, before)


def _network(folder: Path, view: View) -> MaskNet | LiteNet:
    net = KINDS[view].make()
    net.load_state_dict(torch.load(checkpoint_of(folder, view), weights_only=True)["averaged"])
    return net.eval()


def finish(
    stage: Stage, sources: Sources, unseen: Calibration | None, robust: bool
) -> tuple[Calibration, dict[str, Any]]:
    """Calibrate, export and measure a stage; returns its calibration and the reports.

    `unseen` is the calibration of the stage before, to be no bolder than; `robust` measures
    under bad conditions too (slow).
    """
    folder = sources.out / stage.name
    networks = [(view, _network(folder, view)) for view in VIEWS]
    faces = calibration_faces(stage, sources)
    calibration = calibrate(_logits(networks, faces), faces.labels)
    calibration = as_modest(calibration, unseen) if unseen else calibration
    wide = networks[0][1]
    assert isinstance(wide, LiteNet)
    confirmation = learn_faces(wide, stage, sources)
    (folder / "sure.json").write_text(json.dumps(sureness(wide, confirmation, stage, sources), indent=2))
    record = write_record(folder, networks, calibration, confirmation, json.loads((folder / "learnt.json").read_text()))
    for view, net in networks:
        if (difference := disagreement(net, view.side, folder / f"mask_{view.name}.onnx")) > AGREEMENT:
            raise DataError(f"the exported {view.name} network differs from the trained one by {difference:.1e}")
    return calibration, _measured(stage, sources, record, robust)


def _logits(networks: list[tuple[View, MaskNet | LiteNet]], faces: Faces) -> np.ndarray:
    return np.stack([logits(net, view, faces)[:, : len(CLASSES)] for view, net in networks])


def _measured(stage: Stage, sources: Sources, record: Path, robust: bool) -> dict[str, Any]:
    """What was measured of this very record on these very faces before, by this very code, or now."""
    path, folder = record.with_name("results.json"), write_measured_faces(stage, sources)
    files = (record, folder / "labels.csv", REVIEWED)
    by = [*(hashlib.sha256(file.read_bytes()).hexdigest() for file in files), code(MEASURING), robust]
    if (kept := read(path, by)) is not None:
        return kept
    results = measure(record, folder, robust)
    if stage.unseen:
        again = measure(record, write_measured_faces(stage, sources, REVIEWED), robust=False)
        results |= {f"{boxes}, reviewed": report for boxes, report in again.items()}
    if stage is FINAL:
        drawn = drawn_folder(sources.out, TESTED_DRAWN_FACES, sources.seed + 90)
        results["drawn"] = evaluate(drawn, "detected", classifier=MaskClassifier(record)).as_dict()
    write(path, by, results)
    return results


def measure(record: Path, folder: Path, robust: bool) -> dict[str, Any]:
    """Reports of `kiosk mask evaluate`, with labelled boxes and with detected ones."""
    classifier = MaskClassifier(record)

    def run(name: str, **options: Any) -> dict[str, Any]:
        with tqdm(desc=f"measuring, {name} boxes", leave=False) as bar:

            def tell(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            return evaluate(folder, progress=tell, classifier=classifier, **options).as_dict()

    return {"given": run("labelled", faces="given", robust=robust), "detected": run("detected", faces="detected")}


def publish(sources: Sources, stages: list[Stage]) -> None:
    """Copy weights beside the program, and write plots and card from the stages' results."""
    passages = {stage.name: _passages(stage, sources) for stage in (UNSEEN, FINAL)}
    final = sources.out / FINAL.name
    text = card.text(sources, [stage.name for stage in stages], _cpu_ms(MaskClassifier(final / "mask.json")), passages)
    ship(final, HERE)
    card.write(text, sources, HERE)


def _passages(stage: Stage, sources: Sources) -> dict[str, Any]:
    """What the door would answer after voting, with the weights of a stage, by the program's own command."""
    folder, config = write_measured_faces(stage, sources), HERE.parent / "config.toml"
    command = [sys.executable, "-m", "kiosk.cli.main", "mask", "passages", str(folder), "--config", str(config)]
    weights = ("--weights", str(sources.out / stage.name))
    done = subprocess.run([*command, *weights, "--json"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise DataError(f"measuring passages failed: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout)


def _cpu_ms(classifier: MaskClassifier) -> tuple[float, float]:
    """Processor time of one estimate: the lowest and the highest median of ten rounds, for no core keeps its speed."""
    picture, rounds = np.full((480, 640, 3), 128, np.uint8), []
    for _ in range(10):
        spent = []
        for _ in range(50):
            start = time.process_time()
            classifier.estimate_box(picture, (230, 150, 180, 180))
            spent.append(1000 * (time.process_time() - start))
        rounds.append(float(np.median(spent)))
    return min(rounds), max(rounds)


def main() -> int:
    options = _options()
    cv2.setNumThreads(1)
    torch.set_num_threads(1 if options.view else options.threads)
    stages = [STAGES[name] for name in (options.stage or (UNSEEN.name, FINAL.name))]
    if FINAL in stages and UNSEEN not in stages and not (options.view or options.keep_weights):
        print(f"training: weights go out with figures of a source they never saw: add --stage {UNSEEN.name}, or "
              "--keep-weights", file=sys.stderr)  # fmt: skip
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    sources = Sources(options.data, options.templates, options.landmarker, options.out, options.seed)
    effort = Effort(options.epochs, options.unseen_epochs, options.draws)
    try:
        for stage in stages:
            if options.view:
                train(stage, tuple(view for view in VIEWS if view.name == options.view), sources, effort)
            else:
                side_by_side(stage, sources, effort)
        if not options.view:
            _finish_all(stages, sources, publishing=not options.keep_weights)
    except DataError as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    return 0


def _finish_all(stages: list[Stage], sources: Sources, publishing: bool) -> None:
    unseen = None
    for stage in stages:
        robust = stage is UNSEEN or len(stages) == 1  # the card shows the unseen source's
        calibration, results = finish(stage, sources, unseen if stage is FINAL else None, robust)
        unseen = calibration if stage is UNSEEN else unseen
        print(f"{stage.name}: {card.summary(results)}")
    if FINAL in stages and publishing:
        publish(sources, stages)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/mask"), help="labelled faces")
    parser.add_argument("--templates", type=Path, default=Path("../shared/data/mask-templates"), help="mask pictures")
    parser.add_argument("--landmarker", type=Path, default=Path("../shared/models/face_landmarker.task"))
    parser.add_argument("--out", type=Path, default=Path("build/training"), help="checkpoints, results, made pictures")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=12, help="of the final training, after the measured one")
    parser.add_argument("--unseen-epochs", type=int, default=20, help="of the training that is measured")
    parser.add_argument("--draws", type=int, default=9600, help="faces an epoch")
    parser.add_argument("--threads", type=int, default=2, help="for measuring; a view is fitted on one")
    parser.add_argument("--stage", action="append", choices=tuple(STAGES), help="only this stage; may be repeated")
    parser.add_argument("--view", choices=tuple(view.name for view in VIEWS), help="only fit this view, then stop")
    parser.add_argument("--keep-weights", action="store_true", help="leave the weights beside the program alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
