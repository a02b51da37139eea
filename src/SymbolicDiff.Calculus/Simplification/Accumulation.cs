using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Adds what goes to the same derivative place in one statement: <c>g[i] += a; g[i] += b</c> becomes <c>g[i] += a + b</c>, and <c>g[i] = a; g[i] +=
/// b</c> becomes <c>g[i] = a + b</c>.
/// </summary>
internal sealed class Accumulation
{
    private const int LongestSum = 12;
    private const int MostOpen = 8;

    private readonly Memory memory;

    private Accumulation(Memory memory) => this.memory = memory;

    public static Function Run(Facts facts) => facts.With(new Accumulation(facts.Memory).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var output = new List<Statement?>();
        var open = new List<(Assign Assign, int Slot)>();
        foreach (Statement statement in block.Statements)
        {
            Statement next = statement.Map(expression => expression, Walk);
            Assign? addition = Addition(next);
            if (addition is not null)
            {
                int same = open.FindIndex(earlier => earlier.Assign.Target.Equals(addition.Target));
                if (same >= 0 && addition.Kind != AssignmentKind.Set && !Reads(addition.Value, addition.Target)
                    && Joined(open[same].Assign, addition) is { } joined)
                {
                    output[open[same].Slot] = null;
                    open.RemoveAt(same);
                    next = addition = joined;
                }
            }

            Close(open, next, addition);
            if (addition is not null) open.Add((addition, output.Count));
            if (open.Count > MostOpen) open.RemoveAt(0);
            output.Add(next);
        }

        return block.With([.. output.OfType<Statement>()]);
    }

    private static Assign? Addition(Statement statement) =>
        statement is Assign { Target.Type.IsReal: true } assign && statement.IsDerivative()
        && !assign.Value.HasEffects() && !(assign.Target is Variable target && assign.Value.Mentions(target)) ? assign : null;

    private static Assign? Joined(Assign first, Assign second)
    {
        if (first.Value.Operations() + second.Value.Operations() >= LongestSum) return null;
        if (first.Kind == AssignmentKind.Set)
        {
            Expression sum = second.Kind == AssignmentKind.Add ? Terms.Plus(first.Value, second.Value) : Terms.Minus(first.Value, second.Value);
            return new Assign(second.Target, AssignmentKind.Set, sum);
        }

        Expression value = first.Kind == second.Kind ? Terms.Plus(first.Value, second.Value) : Terms.Minus(second.Value, first.Value);
        return new Assign(second.Target, second.Kind, value);
    }

    /// <summary>Forgets the additions that may not move behind the statement.</summary>
    private void Close(List<(Assign Assign, int Slot)> open, Statement statement, Assign? addition)
    {
        if (open.Count == 0) return;
        Effects effects = Effects.Of(statement, memory);
        open.RemoveAll(earlier =>
            effects.Disturb(earlier.Assign.Value)
            || DisturbsIndices(effects, earlier.Assign.Target)
            || Touches(statement, earlier.Assign.Target, AreSums(earlier.Assign, addition) ? addition : null));
    }

    /// <summary>Whether the order of the two does not matter, even where both go to one place.</summary>
    private static bool AreSums(Assign earlier, Assign? later) => earlier.Kind != AssignmentKind.Set && later is { Kind: not AssignmentKind.Set };

    private static bool DisturbsIndices(Effects effects, Expression target) => target is Element element
        && (element.Indices.Any(effects.Disturb) || effects.Disturb(element.Storage));

    /// <summary>Whether the statement uses the place for anything but adding to it.</summary>
    private bool Touches(Statement statement, Expression target, Assign? addition)
    {
        if (addition is not null)
        {
            return Reads(addition.Value, target) || (addition.Target is Element element && element.Indices.Any(index => Reads(index, target)))
                || (target is Variable && target.Equals(addition.Target));
        }

        bool touches = Touches(statement, target);
        foreach (Block block in statement.Blocks()) block.ForEach(inner => touches = touches || Touches(inner, target));
        return touches;
    }

    private bool Touches(Statement statement, Expression target) =>
        statement.Reads().Any(read => Reads(read, target)) || Effects.Of(statement, memory) is var effects
        && (target is Variable variable ? effects.Assigned.Contains(variable) : Overwrites(statement, effects, target));

    private static bool Overwrites(Statement statement, Effects effects, Expression target) =>
        effects.Overwrites(target)
        && !(statement is Assign { Target: Element written } && target is Element element && Places.AreApart(written, element));

    private bool Reads(Expression expression, Expression target) => target is Variable variable
        ? expression.Mentions(variable)
        : expression.Any(part => part switch
        {
            Element element when target is Element place && Places.AreApart(element, place) => false,
            Element or View or CopyOf => memory.MayOverlap(memory.ColumnOf(part is CopyOf copy ? copy.Storage : part), memory.ColumnOf(target)),
            External external => external.Operands.Count > 0 || external.HasEffects,
            _ => false,
        });
}
