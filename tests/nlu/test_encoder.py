"""The encoder: proved weights, the same answers as PyTorch's, and never in the way when it is missing."""

import importlib.metadata
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from directory_data.settings import Settings
from nlu import encoder
from nlu.encoder import weights
from nlu.encoder.encoder import ADAPTERS, DESCRIPTION, TRAINED, Encoder
from nlu.encoder.inference import WIDTH, gelu
from nlu.encoder.onnx_format import Graph
from nlu.encoder.quantised import as_bytes
from nlu.encoder.tokenizer import Tokenizer, words
from nlu.errors import ModelUnavailable

REFERENCE = json.loads((TRAINED / "reference.json").read_text(encoding="utf-8"))
WORRIED = "my stepdad hit me last night and im scared to go home"
TOLD = (
    f"{WORRIED}. mum told me to say i fell. he says next time will be worse. i dont want to go back there "
    "tonight, please help, im hiding at school and i dont know who to tell. my little sister is there with "
    "him now and she is only four and he hits her as well when mum is at work"
)
CHAT = "We enjoyed the library and the swimming pool and would like to know about the holiday club. " * 8
ORDINARY = "Is there a toddler group near Witney on a Tuesday?"


@pytest.fixture(scope="session")
def quick() -> Encoder:
    return Encoder.from_folders()


@pytest.fixture(scope="session")
def exact() -> Encoder:
    return Encoder.from_folders(exact=True)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the trained parts that a test may damage."""
    return Path(shutil.copytree(TRAINED, tmp_path / "trained"))


@pytest.mark.parametrize("known", REFERENCE, ids=lambda known: known["text"][:20])
def test_numpy_gives_what_pytorch_gave(exact: Encoder, known: dict[str, object]) -> None:
    embedding = exact._engine.embed(known["pieces"])
    np.testing.assert_allclose(
        embedding[:16], known["embedding"], atol=1e-3
    )  # words are kept at half precision
    assert exact._heads.concern(embedding[None])[0, 0] == pytest.approx(known["margin"], abs=5e-3)


@pytest.mark.parametrize("known", REFERENCE, ids=lambda known: known["text"][:20])
def test_a_message_is_read_as_in_training(exact: Encoder, known: dict[str, object]) -> None:
    reading = exact.read(str(known["text"]))
    assert max(reading.categories, key=reading.categories.__getitem__) == known["category"]
    assert max(reading.intents, key=reading.intents.__getitem__) == known["intent"]


@pytest.mark.parametrize("text", [known["text"] for known in REFERENCE])
def test_eight_bits_change_little(quick: Encoder, exact: Encoder, text: str) -> None:
    fast, true = quick.read(text), exact.read(text)
    assert fast.safeguarding == pytest.approx(true.safeguarding, abs=0.1)
    lengths = np.linalg.norm(fast.embedding) * np.linalg.norm(true.embedding)
    assert float(fast.embedding @ true.embedding) / lengths > 0.95


def test_a_concern_is_told_from_an_ordinary_need(quick: Encoder) -> None:
    assert quick.read(WORRIED).safeguarding > 0.9
    assert quick.read(ORDINARY).safeguarding < 0.05


def test_readings_repeat_exactly(quick: Encoder) -> None:
    first, second = quick.read(WORRIED), Encoder.from_folders().read(WORRIED)
    assert first.safeguarding == second.safeguarding
    np.testing.assert_array_equal(first.embedding, second.embedding)


def test_chances_add_up(quick: Encoder) -> None:
    reading = quick.read(ORDINARY)
    assert sum(reading.categories.values()) == pytest.approx(1, abs=1e-5)
    assert sum(reading.intents.values()) == pytest.approx(1, abs=1e-5)
    assert reading.embedding.shape == (2 * WIDTH,)


@pytest.mark.parametrize("where", ["first", "last"])
def test_a_concern_at_either_end_of_a_long_message_is_seen(quick: Encoder, where: str) -> None:
    text = f"{TOLD}. {CHAT}" if where == "first" else f"{CHAT} {TOLD}."
    assert quick.read(CHAT).safeguarding < 0.1
    assert quick.read(text).safeguarding > 0.5


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\u200b", "😀😀😀", "x" * 50_000, "a b " * 25_000, "安全" * 500]
)
def test_any_text_is_read(quick: Encoder, text: str) -> None:
    assert 0 <= quick.read(text).safeguarding <= 1


def test_an_installation_without_the_package_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "no-such-package-of-weights")
    found = encoder.load(Settings())
    assert found.encoder is None
    assert "not installed" in found.problem


def test_a_package_without_its_weights_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "files", lambda name: [])
    assert "holds no model.safetensors" in encoder.load(Settings()).problem


def test_a_folder_may_be_named_in_the_settings(tmp_path: Path) -> None:
    settings = Settings.from_environment({"SIGNPOST_ENCODER_FOLDER": str(tmp_path)})
    assert settings.encoder_folder == tmp_path
    assert "cannot be read" in encoder.load(settings).problem
    assert encoder.load(Settings(encoder_folder=weights.base_folder())).encoder is not None


def test_one_changed_byte_of_the_base_is_refused(tmp_path: Path) -> None:
    folder = weights.base_folder()
    shutil.copy(folder / weights.VOCABULARY, tmp_path)
    content = bytearray((folder / weights.WEIGHTS).read_bytes())
    content[-1] ^= 1
    (tmp_path / weights.WEIGHTS).write_bytes(content)
    found = encoder.load(Settings(encoder_folder=tmp_path))
    assert found.encoder is None
    assert "SHA-256 differs" in found.problem


def test_changed_adapters_are_refused(copied: Path) -> None:
    content = bytearray((copied / ADAPTERS).read_bytes())
    content[-1] ^= 1
    (copied / ADAPTERS).write_bytes(content)
    with pytest.raises(ModelUnavailable, match="SHA-256 differs"):
        Encoder.from_folders(trained=copied)


@pytest.mark.parametrize("name", [ADAPTERS, DESCRIPTION])
def test_missing_trained_parts_are_told(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(ModelUnavailable, match=f"{name} cannot be read"):
        Encoder.from_folders(trained=copied)


def test_adapters_made_beside_another_base_are_refused(copied: Path) -> None:
    path = copied / DESCRIPTION
    path.write_text(path.read_text(encoding="utf-8").replace(weights.SHA256[weights.WEIGHTS], "0" * 64))
    with pytest.raises(ModelUnavailable, match="other base weights"):
        Encoder.from_folders(trained=copied)


def test_the_trained_parts_stay_small() -> None:
    assert sum(path.stat().st_size for path in TRAINED.iterdir()) < 2_000_000


def test_safetensors_are_read_as_written() -> None:
    arrays = {"a": np.arange(6, dtype=np.float16).reshape(2, 3), "b.c": np.ones(1, np.float32)}
    found = weights.tensors(weights.as_safetensors(arrays))
    assert found.keys() == arrays.keys()
    for name, array in arrays.items():
        np.testing.assert_array_equal(found[name], array)
        assert found[name].dtype == array.dtype


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 64, b"\x02\0\0\0\0\0\0\0{]"])
def test_what_is_no_safetensors_file_is_refused(content: bytes) -> None:
    with pytest.raises(ModelUnavailable):
        weights.tensors(content)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He's OK!", ["he", "'", "s", "ok", "!"]),
        ("café", ["cafe"]),
        ("a\tb\x00c", ["a", "bc"]),
        ("北京x", ["北", "京", "x"]),
        ("“No” – £5", ["“", "no", "”", "–", "£5"]),
    ],
)
def test_words_are_split_as_the_vocabulary_expects(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_long_texts_are_read_in_windows_from_end_to_end() -> None:
    tokenizer = Tokenizer(["[UNK]", "[CLS]", "[SEP]", *"abcdefghij"])
    assert tokenizer.windows("a b c", length=6, most=3) == [[1, 3, 4, 5, 2]]
    assert tokenizer.windows("a b c d e f", length=6, most=3) == [[1, 3, 4, 5, 6, 2], [1, 5, 6, 7, 8, 2]]
    many = tokenizer.windows(" ".join("abcdefghij" * 3), length=6, most=3)
    assert len(many) == 3
    assert many[0][1] == 3
    assert many[-1][-2] == 12


def test_an_unknown_or_endless_word_is_one_unknown_piece() -> None:
    tokenizer = Tokenizer(["[UNK]", "[CLS]", "[SEP]", "a", "##b"])
    assert tokenizer.pieces("ab ax " + "a" * 101) == [3, 4, 0, 0]


def test_gelu_is_within_a_millionth_of_the_exact_one() -> None:
    special = pytest.importorskip("scipy.special")
    values = np.linspace(-8, 8, 4001, dtype=np.float32)
    exact = values * 0.5 * (1 + special.erf(values.astype(np.float64) / np.sqrt(2)))
    np.testing.assert_allclose(gelu(values), exact, atol=1e-6)


def test_bytes_stand_for_the_weights_within_one_step() -> None:
    weight = np.array([[-1.0, 0.0, 3.0], [0.0, 0.0, 0.0], [2.0, 4.0, 5.0]], dtype=np.float32)
    found, step, nought = as_bytes(weight)
    read = (found.astype(np.float32) - nought[:, None]) * step[:, None]
    np.testing.assert_allclose(read, weight, atol=float(step.max()))
    assert read[0, 1] == 0


def test_a_model_written_here_runs_in_onnx_runtime() -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    graph = Graph()
    doubled = graph.add("Mul", "rows", graph.constant(np.full(3, 2, np.float32)))
    mean = graph.add("ReduceMean", doubled, axes=[0], keepdims=0)
    model = graph.model("rows", 3, graph.add("Concat", mean, mean, axis=0), 6)
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    given = np.array([[1, 2, 3], [3, 4, 5]], dtype=np.float32)
    np.testing.assert_allclose(session.run(None, {"rows": given})[0], [4, 6, 8, 4, 6, 8])
