package org.carbonaware.dl4j;

import org.carbonaware.control.tck.IntegrationRules;

class ModuleRulesTest extends IntegrationRules {
  ModuleRulesTest() {
    super("org.carbonaware.dl4j", "org.deeplearning4j..", "org.nd4j..");
  }
}
