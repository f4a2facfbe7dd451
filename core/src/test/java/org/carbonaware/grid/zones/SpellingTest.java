package org.carbonaware.grid.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "'','',0",
    "'',abc,3",
    "abc,'',3",
    "kitten,sitting,3",
    "ab,ba,1",
    "abcd,acbd,1",
    "ca,abc,3",
    "GERMANY,GREMANY,1",
    "flaw,lawn,2"
  })
  void countsChanges(String a, String b, int changes) {
    assertThat(Spelling.distance(a, b)).isEqualTo(changes);
    assertThat(Spelling.distance(b, a)).isEqualTo(changes);
  }

  @Test
  void oneTypingErrorIsOneChange() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 1000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(2, 12); j > 0; j--) {
        text.append((char) random.nextInt('a', 'z'));
      }
      String right = text.toString();
      int at = random.nextInt(right.length() - 1);
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, 'Z');
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.setCharAt(at, 'Z');
        default -> text.replace(at, at + 2, "" + right.charAt(at + 1) + right.charAt(at));
      }
      assertThat(Spelling.distance(right, text.toString()))
          .as("%s, %s", right, text)
          .isEqualTo(text.toString().equals(right) ? 0 : 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "de,DE", "' us_cal  ciso ',US-CAL-CISO", "São Paulo,SAO-PAULO", "Côte d'Ivoire,COTE-D-IVOIRE",
    "--a--b--,A-B", "u.s.,U-S", "…,''", "ı,''"
  })
  void bringsNamesIntoOneForm(String text, String form) {
    assertThat(Spelling.normalized(text)).isEqualTo(form);
  }

  @Test
  void theBestComesFirstAndEqualsKeepTheirOrder() {
    List<String> names = List.of("NORTHERN", "SOUTH-WIND", "SOUTH", "MOUTH", "SOUTHERN", "YOUTH");
    assertThat(Spelling.closest("SOUTH", names, List::of, 9))
        .containsExactly("SOUTH", "SOUTHERN", "SOUTH-WIND", "MOUTH", "YOUTH");
    assertThat(Spelling.closest("SOUTH", names, List::of, 2)).containsExactly("SOUTH", "SOUTHERN");
    assertThat(Spelling.closest("x".repeat(100_000), names, List::of, 9)).isEmpty();
  }

  @Test
  void quotesAnything() {
    assertThat(Spelling.quoted("DE\r\n\u001b[31m")).isEqualTo("\"DE???[31m\"");
    assertThat(Spelling.quoted("x".repeat(41))).isEqualTo('"' + "x".repeat(40) + "…\"");
    assertThat(Spelling.quoted("x".repeat(40))).isEqualTo('"' + "x".repeat(40) + '"');
  }
}
