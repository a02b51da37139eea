using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>A loop over all elements of a storage, in which values take the place of the elements.</summary>
/// <param name="elements">The storage.</param>
/// <param name="loop">Touches only the element that its counter is the index of.</param>
/// <param name="current">The element's value when the iteration begins; null where it is not known.</param>
internal sealed class ElementLoop(ElementsOf elements, For loop, Expression? current)
{
    private readonly Element place = new(elements.Storage, loop.Counter);
    private readonly List<Statement> body = [];

    /// <summary>The locals of the new body that have one value, and their values as terms of what is there outside of the loop.</summary>
    private readonly Dictionary<Variable, Expression> replaced = [];

    /// <summary>The values of the loop's locals as it was.</summary>
    public Dictionary<Variable, Expression> Values { get; } = [];

    /// <summary>What the derivatives in the loop cost.</summary>
    public int Before { get; private set; }

    /// <summary>What they cost without the storage.</summary>
    public int After { get; private set; }

    /// <summary>The element's value when the iteration ends, as a term of what is there outside of the loop; null where it is not known.</summary>
    public Expression? Last => current is null ? null : elements.Simplified(Whole(current, replaced)) is var last && IsOutside(last) ? last : null;

    public Block ToBlock() => loop.Body.With(body);

    public bool TryReplace()
    {
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is Declare { Value: { } known } declared && elements.IsDefinedOnce(declared.Variable)) Values[declared.Variable] = Whole(known, Values);
            if (!TryReplace(statement)) return false;
        }

        return true;
    }

    private bool TryReplace(Statement statement)
    {
        if (statement is Assign { Target: Element target } store && target.Equals(place))
        {
            Before += CostOf(store.Value, Values) + 1;
            return TryStore(store);
        }

        bool reads = false;
        new Block(statement).ForEach(inner => reads = reads || inner.Reads().Any(read => read.Any(place.Equals)));
        if (reads)
        {
            if (current is null) return false;
            if (current is not (Constant or Variable)) Declare(elements.Local(current));
            if (!statement.Blocks().Any()) After--;
            else After += CostOf(current, replaced);
            Before++;
        }

        Count(statement, Values, cost => Before += cost);
        Statement next = reads ? WithValue(statement) : statement;
        if (next is Declare { Value: { } value } declare && elements.IsDefinedOnce(declare.Variable)) replaced[declare.Variable] = Whole(value, replaced);
        body.Add(next);
        Count(next, replaced, cost => After += cost);
        return true;
    }

    private bool TryStore(Assign store)
    {
        if (store.Kind != AssignmentKind.Set && current is null) return false;
        if (current is null && store.Value.Any(place.Equals)) return false;
        Expression value = Replaced(store.Value);
        value = store.Kind switch
        {
            AssignmentKind.Add => Terms.Plus(current!, value),
            AssignmentKind.Subtract => Terms.Minus(current!, value),
            _ => value,
        };
        if (value is Constant || (value is Variable local && elements.IsDefinedOnce(local))) current = value;
        else Declare(elements.Local(value));
        return true;
    }

    private void Declare(Declare local)
    {
        body.Add(local);
        replaced[local.Variable] = Whole(local.Value!, replaced);
        current = local.Variable;
    }

    private Statement WithValue(Statement statement) => statement.Map(Replaced, block => block.With(block.Statements.Map(WithValue)));

    private Expression Replaced(Expression expression) => expression.Equals(place) ? current! : expression.MapChildren(Replaced);

    /// <summary>The cost of the statement's values, with those of the locals in them.</summary>
    private void Count(Statement statement, Dictionary<Variable, Expression> values, Action<int> add)
    {
        if (statement is Assign assign && statement.IsDerivative()) add(CostOf(assign.Value, values));
    }

    private int CostOf(Expression value, Dictionary<Variable, Expression> values) => elements.Simplified(Whole(value, values)).Cost();

    private static Expression Whole(Expression value, Dictionary<Variable, Expression> values) =>
        value.Substitute(variable => values.TryGetValue(variable, out Expression known) ? known : null);

    /// <summary>Whether the value mentions no local of the loop.</summary>
    private bool IsOutside(Expression value)
    {
        HashSet<Variable> own = [];
        loop.Body.ForEach(statement =>
        {
            if (statement is Declare declare) own.Add(declare.Variable);
            if (statement is For inner) own.Add(inner.Counter);
            if (statement is Pop pop) own.Add(pop.Target);
        });
        return !value.Any(part => part is Variable variable && own.Contains(variable)) && !value.HasEffects();
    }
}
