using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Calculus.Tests.Rules.Tables;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>A slip of the pen in any rule of derivatives.rules is noticed: by the table of 50 digits, by that of the kinks, or by the composites' points.</summary>
public class RuleMutationTests
{
    private static readonly IReadOnlyList<DerivativeSyntax> rules = [.. RuleGrammar.Read(RuleFile.Embedded("derivatives.rules")).Cast<DerivativeSyntax>()];

    private static readonly (string Name, object[] Point, double[] Partials)[] roots =
    [
        ("rootN", [0.0, 3], [double.PositiveInfinity]), ("rootN", [0.0, 1], [1]), ("rootN", [0.0, -1], [double.NegativeInfinity]),
        ("rootN", [double.PositiveInfinity, 2], [0]), ("rootN", [double.NegativeInfinity, 1], [1]), ("rootN", [double.PositiveInfinity, -2], [0]),
    ];

    /// <summary>Where no derivative exists.</summary>
    private static readonly ILookup<string, (object[] Point, double[] Partials)> kinks = ((IEnumerable<object[]>)KinksTests.Table)
        .Select(row => (Name: (string)row[0], Point: ((double[])row[1]).Cast<object>().ToArray(), Partials: (double[])row[2])).Concat(roots)
        .ToLookup(row => row.Name, row => (row.Point, row.Partials));

    /// <summary>Of whole trees, in the order of the rules: points and what partials have there.</summary>
    private static readonly (double[] Point, double[] Partials)[][] composites =
    [
        [([0.5], [-0.2350037122015945]), ([-0.5], [-0.2350037122015945]), ([-40], [-4.248354255291589e-18]), ([40], [-4.248354255291589e-18]), ([700], [-9.859676543759770e-305]), ([-700], [-9.859676543759770e-305])],
        [([0.3], [-0.6]), ([-2], [4])],
        [([1.5, 0.7], [1 / Math.Sinh(0.7), -1.5 * Math.Cosh(0.7) / (Math.Sinh(0.7) * Math.Sinh(0.7))])],
        [([-2], [-1]), ([0], [0])],
        [([3, -4], [0.6, -0.8]), ([0, 0], [0, 0])],
    ];

    /// <summary>Slips that change nothing.</summary>
    private static readonly string[] harmless =
    [
        // Which of two formulas is used, near a place where both are right.
        "asinh(x): partial 0, 1000000000 → 1000000001",
        "hypot(x, y): partial 0, 1E-30 → 1",
        "hypot(x, y): partial 1, 1E-30 → 1",

        // The formula that is slower is right everywhere.
        "hypot(x, y): partial 0, if ((result < 1E-30) || (result > 1E+30)) then ((x / scale) / hypot((x / scale), (y / scale))) else (x / result) → ((x / scale) / hypot((x / scale), (y / scale)))",
        "hypot(x, y): partial 1, if ((result < 1E-30) || (result > 1E+30)) then ((y / scale) / hypot((x / scale), (y / scale))) else (y / result) → ((y / scale) / hypot((x / scale), (y / scale)))",

        // Where x / y overflows, the slope by x is below all numbers.
        "atan2(y, x): partial 1, if (abs(x) > abs(y)) then (neg((y / x)) / (x + (y * (y / x)))) else if ((x == 0) && (y == 0)) then 0 else (neg(1) / (y + (x * (x / y)))) → if ((x == 0) && (y == 0)) then 0 else (neg(1) / (y + (x * (x / y))))",
        "atan2Pi(y, x): partial 1, if (abs(x) > abs(y)) then (neg((y / x)) / (x + (y * (y / x)))) else if ((x == 0) && (y == 0)) then 0 else (neg(1) / (y + (x * (x / y)))) → if ((x == 0) && (y == 0)) then 0 else (neg(1) / (y + (x * (x / y))))",

        // One of two signs.
        "copySign(x, y): partial 0, (copySign(1, x) * copySign(1, y)) → (copySign(1, x) / copySign(1, y))",

        // It has an operand that these points cannot have; the behaviour tests have it: SingleKinks.RoundToDigitsAwayFromZero and others.
        "roundToMode(x, digits, mode): partial 0, 0 → 1",
    ];

    /// <summary>Operands that are no reals: their partials are there for the count alone.</summary>
    private static readonly (string Name, int From)[] integers = [("rootN", 1), ("roundTo", 1), ("roundToMode", 1), ("scaleB", 1)];

    [Fact]
    public void Each_rule_is_right_as_it_stands() => Assert.All(rules, rule => Assert.Null(Difference(rule, [.. rules.Where(other => IsOfOne(rule, other))])));

    [Fact]
    public void Each_slip_is_noticed()
    {
        var survivors = new List<string>();
        int count = 0;
        foreach (DerivativeSyntax rule in rules)
        {
            foreach (var (what, spoilt) in Spoilt(rule))
            {
                count++;
                DerivativeSyntax[] book = [.. rules.Where(other => IsOfOne(rule, other)).Select(other => ReferenceEquals(other, rule) ? spoilt : other)];
                if (Difference(rule, book) is null) survivors.Add(RuleMutations.Text(rule.Head) + (rule.Guard is { } guard ? " when " + RuleMutations.Text(guard) : "") + ": " + what);
            }
        }

        Assert.True(count > 500, $"{count} slips");
        survivors = [.. survivors.Distinct().Order(StringComparer.Ordinal)];
        string[] unexpected = [.. survivors.Except(harmless)];
        Assert.True(unexpected.Length == 0, $"{unexpected.Length} of {count} slips are not noticed:\n" + string.Join("\n", unexpected));
        Assert.Empty(harmless.Except(survivors));
    }

    private static IEnumerable<(string What, DerivativeSyntax Rule)> Spoilt(DerivativeSyntax rule)
    {
        for (int i = 0; i < rule.Partials.Count; i++)
        {
            if (!IsUsed(rule, i)) continue;
            foreach (var (what, term) in RuleMutations.Of(rule.Partials[i].Value))
                yield return ($"partial {i}, {what}", rule with { Partials = [.. rule.Partials.Select((partial, k) => k == i ? partial with { Value = term } : partial)] });
        }

        for (int i = 0; i < rule.Definitions.Count; i++)
        {
            foreach (var (what, term) in RuleMutations.Of(rule.Definitions[i].Value))
                yield return ($"{rule.Definitions[i].Name}, {what}", rule with { Definitions = [.. rule.Definitions.Select((definition, k) => k == i ? definition with { Value = term } : definition)] });
        }
    }

    /// <summary>Not so the partials by integers, and in rules for a known exponent that by the exponent.</summary>
    private static bool IsUsed(DerivativeSyntax rule, int partial) =>
        !integers.Any(integer => NameOf(rule) == integer.Name && partial >= integer.From) && !(rule.Guard is not null && NameOf(rule) == "pow" && partial == 1);

    private static bool IsOfPrimitive(DerivativeSyntax rule) => rule.Head is CallTerm call && call.Arguments.All(argument => argument is NameTerm);

    private static string NameOf(DerivativeSyntax rule) => ((CallTerm)rule.Head).Name;

    /// <summary>Whether both are of one primitive, or are the same composite.</summary>
    private static bool IsOfOne(DerivativeSyntax rule, DerivativeSyntax other) =>
        IsOfPrimitive(rule) ? IsOfPrimitive(other) && NameOf(rule) == NameOf(other) : ReferenceEquals(rule, other);

    /// <summary>Where the rules give something else than they should; null where they do nowhere.</summary>
    private static string? Difference(DerivativeSyntax rule, IReadOnlyList<RuleSyntax> book)
    {
        RuleBook mutated;
        try
        {
            mutated = new RuleBook([("derivatives.rules", book)]);
        }
        catch (RuleException mistake)
        {
            return mistake.Problem;
        }

        return IsOfPrimitive(rule) ? OfPrimitive(mutated, NameOf(rule)) : OfComposite(mutated, rule);
    }

    private static string? OfPrimitive(RuleBook book, string name)
    {
        foreach (PartialsRow row in PartialsRow.Of(name))
        {
            double[] partials = new Call(name, book, row.Point).AllPartials();
            for (int i = 0; i < row.First.Length; i++)
                if (!IsNear(row.First[i], partials[i])) return row.At;
            if (row.Point.Length == 2 && !IsNear(row.First[0], Call.WithConstant(name, book, row.Point).Partial(0))) return row.At;
        }

        foreach (var (point, expected) in kinks[name])
        {
            var call = new Call(name, book, point);
            double[] partials = [.. expected.Select((_, i) => call.Partial(i) + 0.0)];
            if (name == "pow") partials[0] = Call.WithConstant(name, book, point).Partial(0) + 0.0 is var known && known.Equals(expected[0]) ? partials[0] : double.MinValue;
            if (!partials.SequenceEqual(expected)) return string.Join(", ", point);
        }

        return null;
    }

    private static string? OfComposite(RuleBook book, DerivativeSyntax rule)
    {
        int index = rules.Where(other => !IsOfPrimitive(other)).ToList().IndexOf(rule);
        Expression tree = Terms.Of(RuleMutations.Text(rule.Head));
        RuleMatch match = book.Composite(tree, Terms.Variable("result"))!;
        foreach (var (point, expected) in composites[index])
        {
            var values = match.Operands.Select((operand, i) => (((Variable)operand).Name, (object)point[i])).ToList();
            double value = Terms.Value(tree, [.. values]);
            values.Add(("result", value));
            for (int i = 0; i < expected.Length; i++)
                if (!IsNear(expected[i], Terms.Value(match.Partials[i].Value, [.. values]))) return $"{point[0]}";
        }

        return null;
    }

    private static bool IsNear(double expected, double found) =>
        double.IsFinite(expected) ? Math.Abs(found - expected) <= Math.Max(1e-12 * Math.Abs(expected), 2.2250738585072014e-308) : found.Equals(expected);
}
