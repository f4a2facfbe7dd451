package org.carbonaware.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.carbonaware.energy.nvml.NvmlMeter;
import org.carbonaware.energy.rapl.RaplMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/energy.md shows is right. */
class EnergyPageTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  static String page() throws IOException {
    return Files.readString(Path.of("../docs/energy.md"));
  }

  static List<String> snippets() throws IOException {
    return JAVA.matcher(page()).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void everySnippetCompiles(String snippet, @TempDir Path classes) {
    String code = """
        import java.time.*;
        import org.carbonaware.control.*;
        import org.carbonaware.energy.*;
        import org.carbonaware.energy.nvml.*;
        class Snippet {
          static void train(CarbonController carbon) {}
          static void run() throws Exception {
        %s
          }
        }
        """.formatted(snippet);
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
          }
        };
    StringWriter errors = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = List.of(
        "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    boolean compiled =
        compiler.getTask(errors, null, null, options, null, List.of(file)).call();
    assertThat(compiled).as(errors.toString()).isTrue();
  }

  @Test
  void settingsAreNamedAsTheCodeNamesThem() throws IOException {
    assertThat(snippets()).hasSize(4);
    assertThat(page())
        .contains("-D" + RaplMeter.ROOT_PROPERTY)
        .contains("-D" + NvmlMeter.LIBRARY_PROPERTY);
  }

  @Test
  void theFiguresOfTheModelsAreTheCodes() throws IOException {
    assertThat(ProcessorTable.entries()).hasSizeBetween(250, 350); // "some 300"
    Hardware none = ProcessorModelTest.hardware("", 1, 8, 8, false, "");
    assertThat(ProcessorModel.of(none).watts(1)).isEqualTo(8 * 4.0);
    assertThat(page()).contains("4 W a thread").contains("a host of 512 GB");
  }
}
