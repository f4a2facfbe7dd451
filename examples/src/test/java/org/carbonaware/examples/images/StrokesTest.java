package org.carbonaware.examples.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.carbonaware.examples.images.StrokePath.Line;
import org.junit.jupiter.api.Test;

class StrokesTest {

  @Test
  void readsLinesAndLiftsThePen() {
    assertThat(StrokePath.lines("M 1 2 L 3 4 L 5 6 M 7 8 L 9 10"))
        .containsExactly(new Line(1, 2, 3, 4), new Line(3, 4, 5, 6), new Line(7, 8, 9, 10));
  }

  @Test
  void endsACurveWhereItShould() {
    List<Line> lines = StrokePath.lines("M 0 0 C 10 0 20 10 20 20");

    assertThat(lines.get(lines.size() - 1).x2()).isEqualTo(20);
    assertThat(lines.get(lines.size() - 1).y2()).isEqualTo(20);
  }

  @Test
  void keepsAnArcOnItsEllipse() {
    assertThat(StrokePath.lines("A 5 5 4 2 0 360")).hasSize(24).allSatisfy(line -> {
      double u = (line.x1() - 5) / 4;
      double v = (line.y1() - 5) / 2;
      assertThat(u * u + v * v).isCloseTo(1, within(1e-12));
    });
  }

  @Test
  void joinsASmallArcToWhatCameBefore() {
    assertThat(StrokePath.lines("M 0 0 a 5 0 1 1 0 15").get(0)).isEqualTo(new Line(0, 0, 6, 0));
  }

  @Test
  void refusesAnUnknownCommand() {
    assertThatThrownBy(() -> StrokePath.lines("M 0 0 X 1 1"))
        .hasMessage("'X' at word 4 of a glyph is none of M L C A a");
  }

  @Test
  void inksThePixelsUnderThePenAndNoOthers() {
    Canvas canvas = new Canvas(5);

    canvas.draw(new Line(-10, 2.5, 10, 2.5), 0.5);

    for (int pixel = 0; pixel < 25; pixel++) {
      assertThat(canvas.coverage(pixel)).isEqualTo(pixel / 5 == 2 ? 1 : 0);
    }
  }

  @Test
  void drawsADotForALineWithoutLength() {
    Canvas canvas = new Canvas(3);

    canvas.draw(new Line(1.5, 1.5, 1.5, 1.5), 0.25);

    assertThat(canvas.coverage(4)).isEqualTo(0.75);
    assertThat(canvas.coverage(0)).isZero();
  }
}
