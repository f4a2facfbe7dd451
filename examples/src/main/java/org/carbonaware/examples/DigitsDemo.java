package org.carbonaware.examples;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.carbonaware.examples.demo.DemoCommand;

/**
 * The main job: a training of digits under carbon control, with a pause for a dirty grid, a
 * checkpoint, an exact resume, and the bill at the end; on Deeplearning4j, or its twin on DJL.
 *
 * <pre>
 * mvn -q -Pdemo compile
 * mvn -q -Pdemo compile -Ddemo.args="--verify"
 * mvn -q -Pdemo -Dexample=djl compile
 * </pre>
 *
 * <p>Returns from {@code main} if all went well, so that Maven goes on; ends the process with an
 * exit code otherwise.
 */
public final class DigitsDemo {
  private DigitsDemo() {}

  /**
   * Runs the demo.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    Charset charset = Charset.defaultCharset();
    int exitCode = DemoCommand.execute(
        new PrintWriter(System.out, true, charset),
        new PrintWriter(System.err, true, charset),
        arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
