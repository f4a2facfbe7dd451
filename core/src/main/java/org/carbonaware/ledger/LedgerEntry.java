package org.carbonaware.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One line of a ledger.
 *
 * @param sequence its number in the file, from 1
 * @param at when it happened
 * @param kind what it tells: {@code run-started}, {@code training}, {@code meters}, {@code state},
 *     {@code decision}, {@code intensity}, {@code energy}, {@code loss}, {@code checkpoint},
 *     {@code warning} or {@code run-ended}
 * @param fields the rest of the line; treat as read-only
 */
public record LedgerEntry(long sequence, Instant at, String kind, ObjectNode fields) {}
