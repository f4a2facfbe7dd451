package org.carbonaware.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrintableTest {
  private static final Set<Integer> UNFIT = Set.of(
      (int) Character.CONTROL,
      (int) Character.FORMAT,
      (int) Character.UNASSIGNED,
      (int) Character.PRIVATE_USE,
      (int) Character.SURROGATE,
      (int) Character.LINE_SEPARATOR,
      (int) Character.PARAGRAPH_SEPARATOR);

  private static boolean isUnfit(int point) {
    return UNFIT.contains(Character.getType(point));
  }

  /** Texts of all kinds of code points, some of them halves of pairs. */
  static Stream<String> texts() {
    SplittableRandom random = new SplittableRandom(42);
    return IntStream.range(0, 300).mapToObj(i -> {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(120); left > 0; left--) {
        switch (random.nextInt(6)) {
          case 0 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
          case 1 -> text.append((char) random.nextInt(0xD800, 0xE000));
          case 2 -> text.append((char) random.nextInt(0x2000, 0x2070));
          case 3 -> text.append((char) random.nextInt(0x100));
          default -> text.append((char) random.nextInt(' ', 0x7f));
        }
      }
      return text.toString();
    });
  }

  @ParameterizedTest
  @MethodSource("texts")
  void nothingUnfitIsLeft(String text) {
    for (String shown : Stream.of(
            Printable.line(text),
            Printable.line(text, 7),
            Printable.words(text),
            Printable.words(text, 7))
        .toList()) {
      assertThat(shown.codePoints().filter(PrintableTest::isUnfit)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void whatIsFitStays(String text) {
    int[] before = text.codePoints().toArray();
    int[] after = Printable.line(text).codePoints().toArray();
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isEqualTo(isUnfit(before[i]) ? '?' : before[i]);
      assertThat(Printable.isFit(before[i])).isEqualTo(!isUnfit(before[i]));
    }
    StringBuilder fit = new StringBuilder();
    text.codePoints()
        .filter(point -> !isUnfit(point) && point != ' ')
        .forEach(fit::appendCodePoint);
    assertThat(Printable.words(text).replace(" ", "")).isEqualTo(fit.toString().strip());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void jsonSaysTheSame(String text) throws Exception {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("text", text).putObject("inner").put("\u202Ename\ue000", text);
    String printed = Printable.json(document.toPrettyString());

    assertThat(printed.codePoints().filter(point -> isUnfit(point) && point != '\n'))
        .isEmpty();
    assertThat(new ObjectMapper().readTree(printed)).isEqualTo(document);
  }

  @Test
  void cutsBehindWholeCharacters() {
    assertThat(Printable.line("1234567", 7)).isEqualTo("1234567");
    assertThat(Printable.line("12345678", 7)).isEqualTo("1234567…");
    assertThat(Printable.line("123456\ud83d\ude00", 7)).isEqualTo("123456…");
    assertThat(Printable.line("12345\ud83d\ude00", 7)).isEqualTo("12345\ud83d\ude00");
    assertThat(Printable.words("\t12345\u2029\u2029\ud83d\ude00 ", 7)).isEqualTo("12345 …");
  }

  @Test
  void namesWhatItTakesOut() {
    assertThat(Printable.line("a\u202Eb\u200Bc\u001B[2Jd\u009Be\ufefff\ue000g\u2028h\ud800i"))
        .isEqualTo("a?b?c?[2Jd?e?f?g?h?i");
    assertThat(Printable.line("a\u001b[2J\r\n\u007f~ b")).isEqualTo("a?[2J???~ b");
    assertThat(Printable.words("\u202Ea\n \u200Bb\u00a0c")).isEqualTo("a b\u00a0c");
  }
}
