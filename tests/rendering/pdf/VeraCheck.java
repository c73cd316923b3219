// Ask the veraPDF library about many files in one JVM.
// java -cp JARS VeraCheck.java ua1,2a file.pdf ...   One line a file and profile: PASS or FAIL, then what failed.
import java.io.FileInputStream;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraCheck {
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        for (int i = 1; i < arguments.length; i++)
            for (String profile : arguments[0].split(","))
                System.out.println(verdict(arguments[i], PDFAFlavour.fromString(profile)));
    }

    static String verdict(String file, PDFAFlavour profile) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), profile);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            TreeSet<String> rules = new TreeSet<>();
            for (TestAssertion test : result.getTestAssertions())
                if (test.getStatus() == TestAssertion.Status.FAILED)
                    rules.add(test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber());
            return (result.isCompliant() ? "PASS " : "FAIL ") + profile.getId() + " " + file + " " + rules;
        }
    }
}
