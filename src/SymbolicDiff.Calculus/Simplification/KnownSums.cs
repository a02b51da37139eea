using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// A loop of the reverse sweep that sums what the primal has summed, times something that is the same for all iterations, need not do so: after <c>sum +=
/// e[i]</c>, <c>mBar -= sumBar * e[i]</c> is <c>mBar -= sumBar * sum</c> behind the loop. With <c>sumBar = 1 / sum</c> that is 1: what a shift of all
/// exponents gets from a logarithm of a sum is exactly what it gives, and not the rounding noise of the two.
/// </summary>
internal sealed class KnownSums
{
    private readonly Facts facts;
    private readonly Uses uses;
    private readonly Memory memory;
    private Dictionary<int, int>? writes;

    private KnownSums(Facts facts) => (this.facts, uses, memory) = (facts, facts.Uses, facts.Memory);

    public static Function Run(Facts facts) => facts.With(new KnownSums(facts).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var statements = new List<Statement>();
        var zeros = new HashSet<Variable>();
        var sums = new List<KnownSum>();
        foreach (Statement statement in block.Statements)
        {
            Statement next = statement.Map(expression => expression, Walk);
            if (next is Declare { Variable: { Role: Role.Source or Role.Temporary } sum, Value: { } zero } && zero.IsReal(0)) zeros.Add(sum);
            if (next is Declare later)
                foreach (KnownSum known in sums) known.Later.Add(later.Variable);
            if (next is not For loop)
            {
                statements.Add(next);
                continue;
            }

            var taken = new List<Statement>();
            statements.Add(sums.Count == 0 ? loop : WithoutSums(loop, sums, taken));
            statements.AddRange(taken);
            sums.AddRange(SumsOf(loop, zeros));
        }

        return block.With(statements);
    }

    /// <summary>Whether the storage is new memory that one statement alone writes.</summary>
    private bool IsWrittenOnce(Expression storage) =>
        storage is Variable variable && uses.IsDefinedOnce(variable) && memory.RegionOf(storage) is var region && memory.IsOwn(region)
        && (writes ??= Writes()).TryGetValue(region, out int count) && count == 1;

    private Dictionary<int, int> Writes()
    {
        var counts = new Dictionary<int, int>();
        facts.Body.ForEach(statement =>
        {
            Expression? written = statement switch
            {
                Assign { Target: Element element } => element,
                Fill fill => fill.Storage,
                Copy copy => copy.Target,
                _ => null,
            };
            if (written is null) return;
            int region = memory.RegionOf(written);
            counts[region] = (counts.TryGetValue(region, out int count) ? count : 0) + 1;
        });
        return counts;
    }

    /// <summary>The sums over elements that the loop has stored, one an iteration.</summary>
    private IEnumerable<KnownSum> SumsOf(For loop, HashSet<Variable> zeros)
    {
        if (!uses.IsStable(loop.Start) || !uses.IsStable(loop.Limit)) yield break;
        EquatableArray<Statement> body = loop.Body.Statements;
        for (int i = 0; i < body.Count; i++)
        {
            if (body[i] is not Assign { Kind: AssignmentKind.Add, Target: Variable sum, Value: var term }) continue;
            if (!zeros.Contains(sum) || uses.Definitions(sum) != 2) continue;
            for (int j = 0; j < body.Count; j++)
            {
                if (body[j] is not Assign { Kind: AssignmentKind.Set, Target: Element place } stored) continue;
                bool isTerm = term is Variable value ? stored.Value.Equals(value) && uses.IsDefinedOnce(value) : place.Equals(term) && j < i;
                bool isEach = place.Indices.Count == 1 && place.Indices[0].Equals(loop.Counter);
                if (isTerm && isEach && IsWrittenOnce(place.Storage)) yield return new KnownSum(sum, loop, (Variable)place.Storage);
            }
        }
    }

    /// <summary>The loop without the sums that are known; what they are goes to <paramref name="taken"/>.</summary>
    private For WithoutSums(For loop, List<KnownSum> sums, List<Statement> taken)
    {
        var own = new Dictionary<Variable, Expression>();
        var rest = new List<Statement>();
        Effects effects = Effects.Of(loop, memory);
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is Declare { Value: { } value, Variable: var variable } && uses.IsDefinedOnce(variable))
                own[variable] = WithValues(value, own);
            Expression? total = statement is Assign { Kind: not AssignmentKind.Set, Target: Variable { Role: Role.Derivative } target } sum
                && IsOnlyAddedTo(target, sum, loop) ? Total(WithValues(sum.Value, own), loop, sums, effects) : null;
            if (total is null) rest.Add(statement);
            else taken.Add(((Assign)statement).With(((Assign)statement).Target, ((Assign)statement).Kind, total));
        }

        return taken.Count == 0 ? loop : loop with { Body = loop.Body.With(rest) };
    }

    private static bool IsOnlyAddedTo(Variable target, Assign sum, For loop)
    {
        bool isOnlyAddedTo = !loop.Start.Mentions(target) && !loop.Limit.Mentions(target);
        loop.Body.ForEach(statement => isOnlyAddedTo &= ReferenceEquals(statement, sum) ? !sum.Value.Mentions(target)
            : !statement.Reads().Any(read => read.Mentions(target))
                && !(statement is Assign { Target: Variable other } && other.Equals(target))
                && !(statement is Declare declare && declare.Variable.Equals(target)));
        return isOnlyAddedTo;
    }

    /// <summary>The sum of the term over all iterations, if it is a multiple of a known sum.</summary>
    private Expression? Total(Expression term, For loop, List<KnownSum> sums, Effects effects)
    {
        foreach (KnownSum known in sums)
        {
            if (!known.IsOver(loop) || WithSum(term, new Element(known.Stored, loop.Counter), known.Sum) is not { } total) continue;
            if (total.Any(part => part is Element or CopyOf or External) || effects.Disturb(total)) continue;
            Expression inside = total.Substitute(variable =>
                known.Later.Contains(variable) && uses.ValueOf(variable) is { } value && IsFinal(value, known.Sum) ? value : null);
            Expression simplified = Simplifier.Simplify(inside);
            return simplified.Cost() < total.Cost() ? simplified : total;
        }

        return null;
    }

    /// <summary>Whether a derivative's value, computed behind the loop that makes the sum, stays what it is.</summary>
    private bool IsFinal(Expression value, Variable sum) =>
        value.Operations() > 0 && uses.IsStable(value.Substitute(variable => variable.Equals(sum) ? Constant.RealOf(1, sum.Type) : null));

    /// <summary>The term with the sum for an element of it that is a factor; null where it is none.</summary>
    private static Expression? WithSum(Expression term, Element element, Variable sum)
    {
        if (term.Equals(element)) return sum;
        if (term is not Apply { Primitive.Name: "*" or "/" or "neg" } apply) return null;
        for (int i = 0; i < (apply.Primitive.Name == "*" ? 2 : 1); i++)
        {
            if (WithSum(apply.Operands[i], element, sum) is not { } replaced) continue;
            Expression[] operands = [.. apply.Operands];
            operands[i] = replaced;
            return new Apply(apply.Primitive, apply.Type, operands);
        }

        return null;
    }

    private static Expression WithValues(Expression expression, Dictionary<Variable, Expression> values) =>
        expression.Substitute(variable => values.TryGetValue(variable, out Expression value) ? value : null);

    /// <summary>The sum over the loop of what it stores in the elements that the counter is the index of.</summary>
    private sealed record KnownSum(Variable Sum, For Loop, Variable Stored)
    {
        /// <summary>What the block declares behind the loop.</summary>
        public HashSet<Variable> Later { get; } = [];

        /// <summary>Whether the loop runs over the same elements, in either direction.</summary>
        public bool IsOver(For other) =>
            HasHeaderOf(Loop, other) || LoopShape.IsReverse(other with { Counter = Loop.Counter, Body = Loop.Body }, Loop)
            || (Headers.LimitFromZero(Loop) is { } limit && limit.Equals(Headers.LimitFromZero(other)));

        private static bool HasHeaderOf(For loop, For other) =>
            loop.Start.Equals(other.Start) && loop.Limit.Equals(other.Limit) && loop.Step == other.Step && loop.Inclusive == other.Inclusive;
    }
}
