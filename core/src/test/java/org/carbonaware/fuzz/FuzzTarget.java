package org.carbonaware.fuzz;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.carbonaware.checkpoint.ManifestFuzz;
import org.carbonaware.control.GitFilesFuzz;
import org.carbonaware.grid.resilient.StoredForecastFuzz;
import org.carbonaware.ledger.LedgerFuzz;
import org.carbonaware.ledger.sql.ImportFuzz;

/** Everything of ours that reads bytes of others. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are static methods
enum FuzzTarget {
  TRACE(TraceFuzz.class, TraceFuzz::fuzzerTestOneInput, TraceFuzz::seeds),
  PROVIDER_FORECASTS(
      ProviderForecastsFuzz.class,
      ProviderForecastsFuzz::fuzzerTestOneInput,
      ProviderForecastsFuzz::seeds),
  GRID_DOCUMENT(
      GridDocumentFuzz.class, GridDocumentFuzz::fuzzerTestOneInput, GridDocumentFuzz::seeds),
  PROVIDER_ANSWERS(
      ProviderAnswersFuzz.class,
      ProviderAnswersFuzz::fuzzerTestOneInput,
      ProviderAnswersFuzz::seeds),
  LEDGER(LedgerFuzz.class, LedgerFuzz::fuzzerTestOneInput, LedgerFuzz::seeds),
  TENSOR_FILE(TensorFileFuzz.class, TensorFileFuzz::fuzzerTestOneInput, TensorFileFuzz::seeds),
  MANIFEST(ManifestFuzz.class, ManifestFuzz::fuzzerTestOneInput, ManifestFuzz::seeds),
  CONFIG(ConfigFuzz.class, ConfigFuzz::fuzzerTestOneInput, ConfigFuzz::seeds),
  IMPORT(ImportFuzz.class, ImportFuzz::fuzzerTestOneInput, LedgerFuzz::seeds),
  SHARED_CSV(SharedCsvFuzz.class, SharedCsvFuzz::fuzzerTestOneInput, SharedCsvFuzz::seeds),
  STORED_FORECAST(
      StoredForecastFuzz.class, StoredForecastFuzz::fuzzerTestOneInput, StoredForecastFuzz::seeds),
  KEY_FILE(KeyFileFuzz.class, KeyFileFuzz::fuzzerTestOneInput, KeyFileFuzz::seeds),
  GIT_FILES(GitFilesFuzz.class, GitFilesFuzz::fuzzerTestOneInput, GitFilesFuzz::seeds);

  final Class<?> type;
  private final Consumer<byte[]> body;
  private final Supplier<List<byte[]>> seeds;

  FuzzTarget(Class<?> type, Consumer<byte[]> body, Supplier<List<byte[]>> seeds) {
    this.type = type;
    this.body = body;
    this.seeds = seeds;
  }

  void run(byte[] input) {
    body.accept(input);
  }

  List<byte[]> seeds() {
    return seeds.get();
  }
}
