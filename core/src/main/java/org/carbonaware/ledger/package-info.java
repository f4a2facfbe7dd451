/** What a run drew and emitted: the append-only record and the figures that follow from it. */
@NullMarked
package org.carbonaware.ledger;

import org.jspecify.annotations.NullMarked;
