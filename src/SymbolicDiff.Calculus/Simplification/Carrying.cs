using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// A loop that adds to two neighbouring elements of zeroed storage, <c>g[i] += a; g[i + 1] += b</c>, meets an element in two iterations. It carries
/// what the next iteration will find in a local, so that it writes each element once and reads none: <c>g[i] = gNext + a; gNext = b</c>.
/// </summary>
internal sealed class Carrying(Facts facts, Accesses accesses)
{
    private readonly VariableSource variables = new(facts.Function);

    /// <summary>The statements to put for the loop over storage that is zero when it begins; null where the loop is no such loop.</summary>
    public IReadOnlyList<Statement>? Carried(For loop, Variable storage)
    {
        bool isSimple = storage.Type is StorageType { Rank: 1, Element: ScalarType } && Math.Abs(loop.Step) == 1;
        if (!isSimple || !facts.Uses.IsStable(loop.Start) || !facts.Uses.IsStable(loop.Limit)) return null;
        var body = loop.Body.Statements.ToList();
        int first = body.FindIndex(statement => accesses.Of(statement, storage).Count > 0);
        if (first < 0 || first + 1 == body.Count || Sum(body[first], storage) is not { } one || Sum(body[first + 1], storage) is not { } other) return null;
        if (body.Skip(first + 2).Any(statement => accesses.Of(statement, storage).Count > 0)) return null;
        long? way = (Offset(other, loop.Counter) - Offset(one, loop.Counter)) * loop.Step;
        if (way is not (1 or -1)) return null;
        var (last, next) = way == 1 ? (one, other) : (other, one);
        Variable carried = variables.New(storage.Name + "Next", one.Value.Type, Role.Derivative);
        body[first] = new Assign(last.Target, AssignmentKind.Set, last.Kind == AssignmentKind.Add ? Terms.Plus(carried, last.Value) : Terms.Minus(carried, last.Value));
        body[first + 1] = new Assign(carried, AssignmentKind.Set, next.Kind == AssignmentKind.Add ? next.Value : Terms.Negative(next.Value));

        // The limit is what would come next, or, inclusive, what came last.
        Expression rest = (loop.Inclusive ? next : last).Target.Substitute(variable => variable.Equals(loop.Counter) ? loop.Limit : null);
        return
        [
            new Declare(carried, Constant.RealOf(0, carried.Type)),
            loop with { Body = loop.Body.With(body) },
            new If(Headers.Runs(loop), new Block(new Assign(rest, AssignmentKind.Set, carried)), Block.Empty),
        ];
    }

    private Assign? Sum(Statement statement, Variable storage) =>
        statement is Assign { Kind: not AssignmentKind.Set, Target: Element { Storage: Variable target } } sum && target.Equals(storage)
        && accesses.Of(statement, storage).Count == 1
            ? sum
            : null;

    /// <summary>What is added to the counter in the index of the element that the sum goes to.</summary>
    private static long? Offset(Assign sum, Variable counter) => ((Element)sum.Target).Indices[0] switch
    {
        Variable index when index.Equals(counter) => 0,
        Apply { Primitive.Name: "+" } index when index.Operands[0].Equals(counter) && index.Operands[1] is Constant { Bits: var bits } => bits,
        Apply { Primitive.Name: "-" } index when index.Operands[0].Equals(counter) && index.Operands[1] is Constant { Bits: var bits } => -bits,
        _ => null,
    };
}
