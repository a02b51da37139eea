using SymbolicDiff.Calculus.Evaluation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>A rule to compare with the values of its method: all that the comparison depends on.</summary>
internal sealed record ComparedRule(MethodDeclaration Method, Primitive Rule, Function Body, EquatableArray<RuleBody> Used);

/// <summary>What came of it, if there is a difference.</summary>
internal sealed record FoundDifference(MethodDeclaration Method, RuleDifference Difference);

/// <summary>Compares rules with the methods that they are of, where the compiler sees them.</summary>
internal static class RuleComparison
{
    public static IEnumerable<ComparedRule> Of(ReadRules read, MethodRules rules)
    {
        var bodies = read.Bodies.ToLookup(body => body.Method.Key, StringComparer.Ordinal);
        foreach (var body in read.Bodies)
        {
            if (rules.Find(body.Method.Key) is not { } rule || rule.Ruled!.IsInstance) continue;
            var used = rule.Ruled.Uses.SelectMany(key => bodies[key].Take(1)).ToEquatableArray();
            yield return new ComparedRule(body.Method, rule, body.Body, used);
        }
    }

    public static FoundDifference? Compare(ComparedRule compared, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return RuleCheck.Run(compared.Rule, compared.Body, called => BodyOf(called.Ruled!, compared)) is { } difference ? new FoundDifference(compared.Method, difference) : null;
    }

    private static Function? BodyOf(RuledMethod called, ComparedRule compared) =>
        compared.Used.FirstOrDefault(body => body.Method.Callee == called.Callee && body.Method.Types.Equals(called.Parameters))?.Body;
}
