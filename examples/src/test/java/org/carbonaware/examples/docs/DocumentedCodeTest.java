package org.carbonaware.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All Java of README.md and docs compiles, with one of the two frameworks. */
class DocumentedCodeTest {
  static List<JavaBlocks.Shown> blocks() throws IOException {
    List<JavaBlocks.Shown> blocks = JavaBlocks.all();
    assertThat(blocks).hasSizeGreaterThan(15);
    return blocks;
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyBlockCompiles(JavaBlocks.Shown block, @TempDir Path classes) {
    if (block.program().isPresent()) {
      assertThat(JavaBlocks.compile(block.program().get(), block.code(), classes))
          .isEmpty();
      return;
    }
    StringBuilder said = new StringBuilder();
    boolean right = Contexts.around(block.code()).stream()
        .map(file -> JavaBlocks.compile("Snippet", file, classes))
        .peek(said::append)
        .anyMatch(String::isEmpty); // the first that is right is enough
    assertThat(right).as("with Deeplearning4j, with DJL: %s", said).isTrue();
  }
}
