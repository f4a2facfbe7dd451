/** Says before ND4J is touched whether its CUDA backend can work on this computer. */
@NullMarked
package org.carbonaware.examples.cuda;

import org.jspecify.annotations.NullMarked;
