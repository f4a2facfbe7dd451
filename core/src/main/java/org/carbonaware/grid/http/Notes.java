package org.carbonaware.grid.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What readers of a source's answers should know, such as that times are taken as UTC. Each note is
 * logged when it comes up first, as a warning, and kept. Safe for several threads.
 */
public final class Notes {
  private static final Logger LOG = LoggerFactory.getLogger(Notes.class);
  private static final int MOST = 100;

  private final String source;
  private final Set<String> said = new LinkedHashSet<>();

  /**
   * No notes yet.
   *
   * @param source the source's name, for the log
   */
  public Notes(String source) {
    this.source = source;
  }

  /**
   * Says something, unless it was said before or 100 other things were.
   *
   * @param note a sentence without secrets
   */
  public synchronized void add(String note) {
    if (said.size() < MOST && said.add(note)) {
      LOG.warn("{}: {}", source, note);
    }
  }

  /**
   * All that was said.
   *
   * @return the notes, the oldest first
   */
  public synchronized List<String> all() {
    return List.copyOf(said);
  }
}
