package org.carbonaware.examples.demo;

import java.util.Optional;
import org.carbonaware.ledger.RunSummary;

/**
 * What the demo tells at its end.
 *
 * @param run the figures from the ledger
 * @param settings what was run
 * @param accuracy the share of test images put into their class, 0 to 1; empty if the training was
 *     stopped before its end
 * @param verification the comparison with a training without control, if asked for
 */
record DemoSummary(
    RunSummary run,
    DemoSettings settings,
    Optional<Double> accuracy,
    Optional<Verification> verification) {}
