package org.carbonaware.examples;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.carbonaware.examples.forecast.ForecastCommand;

/**
 * A network that learns to forecast the grid it is trained on, under carbon control, with
 * Deeplearning4j or DJL; judged against the library's own forecasts.
 *
 * <pre>
 * mvn -q -Pdemo -Dexample=forecast compile
 * mvn -q -Pdemo -Dexample=forecast compile -Ddemo.args="--trace grids.csv.gz --zone DE"
 * </pre>
 *
 * <p>Returns from {@code main} if all went well, so that Maven goes on; ends the process with an
 * exit code otherwise.
 */
public final class GridForecast {
  private GridForecast() {}

  /**
   * Runs the example.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    Charset charset = Charset.defaultCharset();
    int exitCode = ForecastCommand.execute(
        new PrintWriter(System.out, true, charset),
        new PrintWriter(System.err, true, charset),
        arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
