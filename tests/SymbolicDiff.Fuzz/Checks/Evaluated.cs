using SymbolicDiff.Behavior.Tests.Harness;
using SymbolicDiff.Calculus;
using SymbolicDiff.Calculus.Simplification;
using SymbolicDiff.Calculus.Tests;

namespace SymbolicDiff.Fuzz.Checks;

/// <summary>
/// Runs the functions behind a program in the tests' evaluator, which knows nothing of C#: the lowered method, its derivatives as they are printed, and the same
/// derivatives before they are simplified.
/// </summary>
internal sealed class Evaluated
{
    private readonly Derived derived;
    private readonly RecursivePairs pairs;
    private readonly Function normal;

    public Evaluated(Derived derived)
    {
        this.derived = derived;
        normal = CommonValues.Run(derived.Primal);
        pairs = RecursivePairs.Of(normal);
    }

    /// <summary>Why the evaluator cannot run a function; null where it can.</summary>
    public static string? Obstacle(IEnumerable<Function> functions)
    {
        foreach (Function function in functions)
        {
            if (function.Parameters.Any(parameter => IsOfComposites(parameter.Variable.Type))) return "arrays of structures";
            if (function.Parameters.Any(parameter => parameter.Variable.Type is CompositeType)) return "structures in the signature of a derivative";
            foreach (Expression part in Parts(function))
                if (ObstacleIn(part) is { } obstacle) return obstacle;
        }

        return null;
    }

    /// <summary>The lowered method.</summary>
    public IReadOnlyList<Function> Primal => [derived.Primal, .. derived.Primal.Callees];

    /// <summary>A derivative as it is printed, and what it calls.</summary>
    public IReadOnlyList<Function> Emitted(string suffix) =>
        [derived.Emitted.Single(function => function.Name == derived.Primal.Name + suffix), .. derived.Emitted.Where(function => function.IsPrivate)];

    /// <summary>The reverse derivative before it is simplified; the methods that call themselves are as they are printed.</summary>
    public IReadOnlyList<Function> PlainVjp() => [.. pairs.Add([VjpForm.Plain(normal, Independents)], CancellationToken.None)];

    /// <summary>The forward derivative before it is simplified.</summary>
    public IReadOnlyList<Function> PlainJvp() =>
        [.. pairs.Add([Calculus.Differentiation.ForwardMode.Differentiate(normal, Independents.ToEquatableArray(), normal.Name + "Jvp")], CancellationToken.None)];

    /// <summary>What the first of the functions gives, and what it leaves in its arguments.</summary>
    public double[] Run(IReadOnlyList<Function> functions, object?[] arguments)
    {
        object?[] leaves = [.. arguments.SelectMany(Leaves)];
        var evaluator = new Evaluator
        {
            Recursive = form => functions.FirstOrDefault(function => function.Name == form.Name) ?? derived.Primal.Callees.FirstOrDefault(callee => callee.Name == form.Method),
        };
        object?[] results = evaluator.Call(functions[0], leaves);
        return [.. results.Concat(leaves).SelectMany(Numbers)];
    }

    private List<Variable> Independents =>
    [
        .. derived.WithRespectTo.SelectMany(name => normal.Composites.FirstOrDefault(composite => composite.Whole.Name == name) is { } composite
            ? composite.Reals
            : [normal.Parameters.Select(parameter => parameter.Variable).First(variable => variable.Name == name)]),
    ];

    private static bool IsOfComposites(ValueType type) => type is StorageType storage && (storage.Element is CompositeType || IsOfComposites(storage.Element));

    private static IEnumerable<Expression> Parts(Function function) =>
        function.Body.AllStatements().SelectMany(statement => statement.Reads()).SelectMany(read => read.DescendantsAndSelf());

    private static string? ObstacleIn(Expression part) => part switch
    {
        Column => "arrays of structures",
        Member or Compose => "structures in the signature of a derivative",
        Allocate allocate when IsOfComposites(allocate.Memory) => "arrays of structures",
        External { Callee.Recursive: { } } => null,
        External external when Printer.Pattern(external) is var text && !IsKnown(text) => "C# that stays as it is",
        _ => null,
    };

    /// <summary>Exceptions are not met: the method itself has run.</summary>
    private static bool IsKnown(string text) =>
        text is "null" or "default" or "default!" or "{0} is null" || text.StartsWith("new global::System.", StringComparison.Ordinal) && text.Contains("Exception(", StringComparison.Ordinal);

    /// <summary>Structures and tuples are taken apart, as the functions have them.</summary>
    private static IEnumerable<object?> Leaves(object? value) => value is not null && Reals.IsAggregate(value.GetType())
        ? Reals.Fields(value.GetType()).SelectMany(field => Leaves(field.GetValue(value)))
        : [Reals.Copy(value)];

    private static double[] Numbers(object? value) => value is Span span
        ? [.. Enumerable.Range(span.Offset, span.Length).SelectMany(i => Numbers(span.Array!.GetValue(i)))]
        : Reals.Of(value);
}
