/**
 * When to run: pure functions from a {@link org.carbonaware.plan.Situation} to a
 * {@link org.carbonaware.plan.Decision}.
 */
@NullMarked
package org.carbonaware.plan;

import org.jspecify.annotations.NullMarked;
