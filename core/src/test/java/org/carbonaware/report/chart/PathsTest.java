package org.carbonaware.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carbonaware.report.chart.StackedArea.Series;
import org.junit.jupiter.api.Test;

/** What is drawn, to the unit. */
class PathsTest {
  private static final double NAN = Double.NaN;

  private static String draw(Layer layer) {
    Markup svg = new Markup();
    layer.draw(svg, 100);
    return svg.toString();
  }

  @Test
  void drawsALineThroughPoints() {
    assertThat(PathData.line(new double[] {0, 0.5, 1}, new double[] {0, 1, 0.25}, new boolean[3]))
        .isEqualTo("M0 1000L5000 0L10000 750");
  }

  @Test
  void breaksALineWhereAPointIsMissingOrItIsCut() {
    double[] xs = {0, 0.1, 0.2, 0.3, 0.4, 0.5};
    double[] ys = {0, 0, NAN, 1, 1, 1};
    assertThat(PathData.line(xs, ys, new boolean[] {false, false, false, false, false, true}))
        .isEqualTo("M0 1000L1000 1000M3000 0L4000 0M5000 0h0");
  }

  @Test
  void drawsTheTopOfSteps() {
    double[] edges = {0, 0.25, 0.5, 0.75, 1};
    assertThat(PathData.steps(edges, new double[] {0.5, 1, NAN, 0.1}))
        .isEqualTo("M0 500H2500V0H5000M7500 900H10000");
  }

  @Test
  void fillsStepsAndJoinsEqualOnes() {
    double[] edges = {0, 0.25, 0.5, 0.75, 1};
    boolean[] all = {true, true, true, true};
    assertThat(PathData.area(edges, new double[] {0.5, 0.5, NAN, 1}, all))
        .isEqualTo("M0 1000H0V500H5000V1000ZM7500 1000H7500V0H10000V1000Z");
    assertThat(PathData.area(edges, new double[] {1, 1, 1, 1}, new boolean[4])).isEmpty();
  }

  @Test
  void coloursEachStep() {
    String svg = draw(Layer.colouredSteps(
        List.of("clean", "dirty"), new double[] {0, 0.5, 1}, new double[] {0.2, 0.8}, new int[] {
          0, 1
        }));
    assertThat(svg)
        .contains("class=\"area clean\" d=\"M0 1000H0V800H5000V1000Z\"")
        .contains("class=\"area dirty\" d=\"M5000 1000H5000V200H10000V1000Z\"");
  }

  @Test
  void stacksSoThatHeightsAddUpToTheTotal() {
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < 200; round++) {
      double[] a = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      double[] b = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      double[] c = {random.nextDouble(), NAN, random.nextDouble()};
      Scale scale = Scale.linear(0, 3, 3);
      String svg = draw(new StackedArea(
          scale,
          new double[] {0, 0.3, 0.6, 1},
          List.of(new Series("a", a), new Series("b", b), new Series("c", c))));
      for (int step = 0; step < 3; step++) {
        double upToC = a[step] + b[step] + (Double.isNaN(c[step]) ? 0 : c[step]);
        assertThat(top(svg, "c", step)).isEqualTo(PathData.y(upToC / 3));
        assertThat(top(svg, "b", step)).isEqualTo(PathData.y((a[step] + b[step]) / 3));
        assertThat(top(svg, "a", step)).isEqualTo(PathData.y(a[step] / 3));
      }
      assertThat(svg.indexOf("area c")).isLessThan(svg.indexOf("area b")); // which covers it
      assertThat(svg.indexOf("area b")).isLessThan(svg.indexOf("area a"));
    }
  }

  /** Where a path of an area is above the middle of a step. */
  private static int top(String svg, String style, int step) {
    Matcher path =
        Pattern.compile("class=\"area " + style + "\" d=\"([^\"]*)\"").matcher(svg);
    assertThat(path.find()).isTrue();
    int wanted = new int[] {1500, 4500, 8000}[step];
    int y = 1000;
    int x = 0;
    Matcher move = Pattern.compile("([MHV])(\\d+)").matcher(path.group(1));
    while (move.find()) {
      int value = Integer.parseInt(move.group(2));
      if (move.group(1).equals("V")) {
        y = value;
      } else if (x < wanted && value > wanted) {
        return y;
      } else {
        x = value;
      }
    }
    return 1000;
  }

  @Test
  void drawsBarsWithRoomBetweenThem() {
    String svg = draw(new Bars(2)
        .stacked(
            Scale.linear(0, 4, 4),
            List.of("low", "high"),
            List.of(new double[] {1, 2}, new double[] {1, 0})));
    assertThat(svg)
        .contains("\"area low\" d=\"M0 1000H600V750H4400V1000H5600V500H9400V1000H10000V1000Z\"")
        .contains("\"area high\" d=\"M0 1000H600V500H4400V1000H5600V500H9400V1000H10000V1000Z\"");
  }

  @Test
  void namesOnlyAsManyBarsAsThereIsRoomFor() {
    Bars bars = new Bars(5);
    assertThat(bars.ticks(List.of("a", "b", "c", "d", "e"), 3))
        .extracting(Tick::label)
        .containsExactly("a", "c", "e");
    assertThat(bars.ticks(List.of("a", "b", "c", "d", "e"), 5).get(1).share()).isEqualTo(0.3);
  }

  @Test
  void keepsEndLabelsApart() {
    assertThat(EndLabels.spread(new double[] {50, 52, 120}, 36, 10, 190))
        .containsExactly(50, 86, 122);
    assertThat(EndLabels.spread(new double[] {188, 189, 20}, 36, 10, 190))
        .containsExactly(154, 190, 20);
    assertThat(EndLabels.spread(new double[] {0, 0}, 36, 10, 190)).containsExactly(10, 46);
    assertThat(EndLabels.spread(new double[0], 36, 10, 190)).isEmpty();
  }

  @Test
  void drawsBandsInPercent() {
    Bands bands = new Bands(List.of(
        new Bands.Band(0.25, 0.5, "pause", "paused, \"long\""),
        new Bands.Band(2 / 3.0, 1, "away", "")));
    assertThat(draw(bands))
        .contains("class=\"band pause\" x=\"25%\" y=\"0\" width=\"25%\" height=\"100\"")
        .contains("<title>paused, &quot;long&quot;</title>")
        .contains("x=\"66.667%\" y=\"0\" width=\"33.333%\"");
  }
}
