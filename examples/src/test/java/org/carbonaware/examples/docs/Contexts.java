package org.carbonaware.examples.docs;

import java.util.List;

/**
 * What stands around a snippet in its reader's program: imports, and the names it takes as given.
 */
final class Contexts {
  private static final String CORE = """
      import java.net.URI;
      import java.nio.file.Path;
      import java.time.*;
      import java.util.*;
      import org.carbonaware.config.*;
      import org.carbonaware.control.*;
      import org.carbonaware.energy.*;
      import org.carbonaware.energy.nvml.*;
      import org.carbonaware.footprint.*;
      import org.carbonaware.grid.*;
      import org.carbonaware.grid.cloud.*;
      import org.carbonaware.grid.http.*;
      import org.carbonaware.grid.trace.*;
      import org.carbonaware.ledger.*;
      import org.carbonaware.ledger.sql.*;
      import org.carbonaware.plan.*;
      import org.carbonaware.report.*;
      """;
  private static final String DL4J = """
      import org.carbonaware.dl4j.*;
      import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
      import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
      import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
      import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
      """;
  private static final String DJL = """
      import ai.djl.*;
      import ai.djl.ndarray.types.Shape;
      import ai.djl.training.*;
      import ai.djl.training.dataset.*;
      import ai.djl.training.loss.Loss;
      import ai.djl.training.optimizer.*;
      import org.carbonaware.djl.*;
      """;
  private static final String GIVEN = """
        static CarbonController carbon;
        static CarbonControllerBuilder builder = CarbonController.builder();
        static Path directory;
        static Path checkpoints;
        static int epochs;
        static void train(CarbonController carbon) {}
      """;
  private static final String GIVEN_DL4J = """
        static MultiLayerNetwork model;
        static DataSetIterator data;
        static Normalizer<?> normalizer;
        static MultiLayerNetwork freshModel() { return model; }
        static java.util.function.Supplier<MultiLayerNetwork> freshModel;
      """;
  private static final String GIVEN_DJL = """
        static Model model;
        static Trainer trainer;
        static TrainingConfig config;
        static Shape input;
        static Dataset data;
        static Dataset train;
        static Dataset validate;
      """;

  private Contexts() {}

  /** The snippet as a whole file, for a reader of each framework. */
  static List<String> around(String snippet) {
    String code = snippet.stripLeading().startsWith(".") ? "builder\n" + snippet + ";" : snippet;
    return List.of(
        file(CORE + DL4J, GIVEN + GIVEN_DL4J, code), file(CORE + DJL, GIVEN + GIVEN_DJL, code));
  }

  private static String file(String imports, String given, String code) {
    return imports + """
        class Snippet {
        %s
          static Object run() throws Exception {
            if (epochs >= 0) {
        %s
            }
            return "";
          }
        }
        """.formatted(given, code);
  }
}
