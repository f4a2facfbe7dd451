package org.carbonaware.grid.document;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.Provenance;
import org.carbonaware.grid.Provenance.Kind;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.http.IntensityRows;
import org.carbonaware.grid.http.Notes;
import org.carbonaware.grid.trace.TraceGridSource;

/**
 * Carbon intensity from a document that somebody keeps up to date: a file, or an address on any
 * host, such as a mirror inside a cluster without Internet. Steps that begin after the present are
 * its forecast, others its history.
 *
 * <p>Understood by content, not by name, gzipped or not, are
 *
 * <ul>
 *   <li>CSV as {@link org.carbonaware.grid.trace.TraceFile} has it; what is missing or impossible
 *       stays unknown,
 *   <li>JSON as {@code carbon-trainer forecast --json} prints it ({@code carbon-aware/forecast/v1})
 *       or {@code monitor --json} ({@code carbon-aware/monitor/v1}, where a reading counts for 2
 *       h),
 *   <li>JSON of the Carbon Aware SDK's file data source ({@code {"Emissions": [{"Location", "Time",
 *       "Rating", "Duration"}]}} or the bare list; github.com/Green-Software-Foundation), with
 *       zones by the names of its locations, and of carbon-aware-computing.com, where a 0 is
 *       unknown.
 * </ul>
 *
 * <p>A document that names no zone is taken for the zone asked. A time without offset is UTC. Who
 * makes the source states the basis; a document that says another is refused. History is of kind
 * MEASURED unless the document says otherwise, what is ahead of kind FORECAST unless all is
 * assumed, as in synthetic traces. A document that says when it was made gives its answers that
 * age.
 *
 * <p>Each question looks whether the document changed and reads it again if so: a file by its
 * modification time, size and identity, an address by {@code ETag} and {@code Last-Modified}. What
 * the document no longer says is never given again; keep it with a cache around this source. Damage
 * is a passing failure at an address and in a file changed within the last 10 seconds, which may be
 * half written, and else a lasting one. Files have at most 32 MiB, unzipped. Blocks on disk or
 * network; safe for several threads.
 */
public final class DocumentGridSource implements GridSource {
  private final Origin origin;
  private final Basis basis;
  private final InstantSource clock;
  private final Notes notes;

  private DocumentGridSource(Origin origin, Basis basis, InstantSource clock) {
    this.origin = origin;
    this.basis = basis;
    this.clock = clock;
    this.notes = new Notes(origin.name());
  }

  /**
   * A source that reads a file. The file need not be there yet.
   *
   * @param file the file
   * @param basis what its values count
   * @param clock tells the present, which ends the history
   * @return the source
   */
  public static DocumentGridSource file(Path file, Basis basis, InstantSource clock) {
    return new DocumentGridSource(new FileOrigin(file, basis, clock), basis, clock);
  }

  /**
   * A source that asks for an address. It is not asked before the first question.
   *
   * @param address where the document is, HTTP or HTTPS, without user, query and fragment, which
   *     could hold secrets
   * @param basis what its values count
   * @param limits how long an answer may take and how large it may be, also when unzipped
   * @param clock tells the present, which ends the history
   * @return the source
   * @throws GridException lasting, if the address cannot be used
   */
  public static DocumentGridSource at(
      URI address, Basis basis, HttpLimits limits, InstantSource clock) {
    return new DocumentGridSource(new UrlOrigin(address, basis, limits, clock), basis, clock);
  }

  /** The last part of the file's or address's path. */
  @Override
  public String name() {
    return origin.name();
  }

  @Override
  public Basis basis() {
    return basis;
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    Part part = part(zone);
    return TraceGridSource.of(part.trace(), clock)
        .current(zone, now)
        .map(value -> value.withProvenance(part.asOf(now, value.provenance())));
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    return TraceGridSource.of(part(zone).trace(), clock).history(zone, from, to);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Empty unless a step with a value begins after now.
   */
  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    Part part = part(zone);
    IntensitySeries all = IntensityRows.trimmedEnd(part.series());
    if (all.start().isAfter(now) || !all.end().minus(all.step()).isAfter(now)) {
      return Optional.empty();
    }
    IntensitySeries ahead = IntensityRows.trimmedEnd(all.between(now, now.plus(horizon)));
    Provenance said = ahead.provenance();
    Kind kind = said.kind() == Kind.ASSUMED ? Kind.ASSUMED : Kind.FORECAST;
    Provenance provenance = part.asOf(now, new Provenance(said.source(), kind));
    return ahead.size() == 0 ? Optional.empty() : Optional.of(ahead.withProvenance(provenance));
  }

  private Part part(Zone zone) {
    Part part = origin.document().part(zone);
    part.trace().notes().forEach(notes::add);
    return part;
  }

  /**
   * What readers of its answers should know, as far as it has been asked.
   *
   * @return one sentence each, such as that times are taken as UTC
   */
  public List<String> notes() {
    return notes.all();
  }

  @Override
  public String toString() {
    return origin.toString();
  }
}
