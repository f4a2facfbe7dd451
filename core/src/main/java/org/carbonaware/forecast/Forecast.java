package org.carbonaware.forecast;

import java.time.Instant;
import org.carbonaware.grid.IntensitySeries;

/**
 * What a model expects. Immutable.
 *
 * @param issuedAt the moment it was made; nothing that began later went into it
 * @param model the model's name, such as {@code "persistence"}
 * @param mean the expected intensity; the first step contains {@code issuedAt}, no value is
 *     missing, and the series is empty if the history held nothing to go by
 */
public record Forecast(Instant issuedAt, String model, IntensitySeries mean) {}
