using System.Globalization;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>What a term becomes by one slip of the pen.</summary>
internal static class RuleMutations
{
    /// <summary>The term with its sign changed, and with each sum, product, choice, comparison and number inside it spoilt, one at a time.</summary>
    public static IEnumerable<(string What, Term Term)> Of(Term term)
    {
        if (term is not NumberTerm { Value: 0 }) yield return ("sign changed", new CallTerm(term.Place, "neg", [term]));
        foreach (var mutation in Inside(term)) yield return mutation;
    }

    public static string Text(Term term) => term switch
    {
        NumberTerm number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        NameTerm name => name.Name,
        CallTerm { Arguments: [var left, var right], Name: var name } when !char.IsLetter(name[0]) => "(" + Text(left) + " " + name + " " + Text(right) + ")",
        CallTerm call => call.Name + "(" + string.Join(", ", call.Arguments.Select(Text)) + ")",
        IfTerm choice => "if " + Text(choice.Condition) + " then " + Text(choice.WhenTrue) + " else " + Text(choice.WhenFalse),
        _ => throw new ArgumentOutOfRangeException(nameof(term)),
    };

    private static IEnumerable<(string What, Term Term)> Inside(Term term)
    {
        foreach (Term other in Others(term)) yield return (Text(term) + " → " + Text(other), other);
        switch (term)
        {
            case CallTerm call:
                for (int i = 0; i < call.Arguments.Count; i++)
                    foreach (var (what, argument) in Inside(call.Arguments[i]))
                        yield return (what, call with { Arguments = [.. call.Arguments.Take(i), argument, .. call.Arguments.Skip(i + 1)] });
                break;
            case IfTerm choice:
                foreach (var (what, condition) in Inside(choice.Condition)) yield return (what, choice with { Condition = condition });
                foreach (var (what, whenTrue) in Inside(choice.WhenTrue)) yield return (what, choice with { WhenTrue = whenTrue });
                foreach (var (what, whenFalse) in Inside(choice.WhenFalse)) yield return (what, choice with { WhenFalse = whenFalse });
                break;
        }
    }

    private static IEnumerable<Term> Others(Term term)
    {
        switch (term)
        {
            case NumberTerm number when number.Value + 1 != number.Value:
                yield return number with { Value = number.Value + 1 };
                break;
            case CallTerm { Name: "neg", Arguments: [var operand] }:
                yield return operand;
                break;
            case CallTerm { Name: "+" or "-" or "*" or "/" or "^" or "pow", Arguments: [var left, var right] } call:
                yield return left;
                yield return right;
                if (Opposite(call.Name) is { } inverse) yield return call with { Name = inverse };
                break;
            case CallTerm { Arguments.Count: 2 } call when Opposite(call.Name) is { } opposite:
                yield return call with { Name = opposite };
                break;
            case IfTerm choice:
                yield return choice.WhenTrue;
                yield return choice.WhenFalse;
                break;
        }
    }

    private static string? Opposite(string name) => name switch
    {
        "+" => "-",
        "-" => "+",
        "*" => "/",
        "/" => "*",
        "<" => ">",
        ">" => "<",
        "<=" => ">=",
        ">=" => "<=",
        "==" => "!=",
        "!=" => "==",
        "&&" => "||",
        "||" => "&&",
        "sin" => "cos",
        "cos" => "sin",
        _ => null,
    };
}
