package org.carbonaware.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void escapesTextsAndAttributes() {
    assertThat(new Markup().element("b", "<script>&\"'", "title", "\"><x '&").toString())
        .isEqualTo("<b title=\"&quot;&gt;&lt;x &#39;&amp;\">&lt;script&gt;&amp;&quot;&#39;</b>");
  }

  @Test
  void keepsTheWorldsWriting() {
    assertThat(new Markup().text("模型 نموذج 🌍 é\u200f").toString())
        .isEqualTo("模型 نموذج 🌍 é\u200f");
  }

  @Test
  void replacesWhatXmlForbidsAndWhatTurnsText() {
    assertThat(
            new Markup().text("a\u0000\u001bb\u202ec\u2066d\ud800e\uffff\u0085").toString())
        .isEqualTo("a\ufffd\ufffdb\ufffdc\ufffdd\ufffde\ufffd\ufffd");
  }

  @Test
  void refusesToEndWhatIsNotOpen() {
    assertThatThrownBy(() -> new Markup().open("p").close("div")).hasMessageContaining("</div>");
    assertThatThrownBy(() -> new Markup().open("p").toString()).hasMessageContaining("still open");
  }

  @Test
  void refusesAStyleSheetThatXmlWouldEscape() {
    assertThatThrownBy(() -> new Markup().style("a{content:'<'}")).hasMessageContaining("style");
    assertThat(new Markup().style("a > b{content:\"x\"}").toString())
        .isEqualTo("<style>a > b{content:\"x\"}</style>\n");
  }
}
