using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>
/// Memory from outside of a loop in which each iteration works for itself: only the loop mentions what is in it, and nothing goes through it from one iteration to the next.
/// </summary>
internal sealed class OwnMemory
{
    private readonly Facts facts;
    private readonly Dictionary<Variable, Expression> made = [];
    private readonly Dictionary<Variable, int> mentions = [];
    private readonly HashSet<Variable> overwritten = [];
    private readonly Lazy<Overwriting> overwriting;

    public OwnMemory(Facts facts)
    {
        this.facts = facts;
        overwriting = new Lazy<Overwriting>(WhatIsOverwritten);
        foreach (Statement statement in facts.Body.AllStatements())
        {
            if (statement is Declare { Variable: { Type: StorageType { Element: ScalarType, Kind: not StorageKind.Stack } } local, Value: Allocate or ZerosLike }) made[local] = ((Declare)statement).Value!;
        }

        if (made.Count > 0) Count(facts.Body, mentions);
    }

    /// <summary>Whether each iteration of its loop writes it before it reads it.</summary>
    public bool IsUndefined(Variable storage) => overwritten.Contains(storage);

    /// <summary>The memory that is each iteration's own.</summary>
    public IReadOnlyCollection<Variable> Of(For loop)
    {
        var own = new List<Variable>();
        if (made.Count == 0) return own;
        var inside = new Dictionary<Variable, int>();
        Count(loop.Body, inside);
        var declared = new HashSet<Variable>(loop.Body.AllStatements().OfType<Declare>().Select(declare => declare.Variable));
        foreach (Variable storage in made.Keys.Where(storage => inside.TryGetValue(storage, out int count) && count == mentions[storage] && !declared.Contains(storage)))
        {
            bool staysZero = made[storage] is not Allocate { Initialised: false } && ZeroContent.StaysIn(loop.Body, storage, facts);
            bool isOverwritten = !staysZero && (made[storage] is Allocate { Initialised: false } || overwriting.Value.WritesFirst(loop.Body.Statements, [storage]));
            if (isOverwritten) overwritten.Add(storage);
            if (staysZero || isOverwritten) own.Add(storage);
        }

        return own;
    }

    private void Count(Block block, Dictionary<Variable, int> counts)
    {
        foreach (Statement statement in block.AllStatements())
        {
            var found = new HashSet<Variable>();
            foreach (Expression read in statement.Reads()) Collect(read, found);
            if (statement is Assign assign) Collect(assign.Target, found);
            foreach (Variable storage in found) counts[storage] = counts.TryGetValue(storage, out int count) ? count + 1 : 1;
        }
    }

    /// <summary>The memory whose content the expression mentions; a length is none of it.</summary>
    private void Collect(Expression expression, HashSet<Variable> found)
    {
        switch (expression)
        {
            case Variable variable:
                if (made.ContainsKey(variable)) found.Add(variable);
                return;
            case Apply { Primitive.Form: PrimitiveForm.Length } length when length.Operands[0] is Variable:
            case ZerosLike { Storage: Variable }:
                return;
            default:
                expression.ForEachChild(child => Collect(child, found));
                return;
        }
    }

    private Overwriting WhatIsOverwritten()
    {
        Function function = facts.Function;
        Aliasing aliasing = Aliasing.Of(function);
        var timeline = new Timeline(function, aliasing);
        var names = new StorageNames(function, timeline, aliasing);
        return new Overwriting(names, new IndexBounds(timeline, names, IntegerRanges.Of(function)));
    }
}
