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

    /// <summary>What the derivatives cost without the storage less what they cost with it, with the values of locals for the locals.</summary>
    public int Whole { get; private set; }

    /// <summary>The same as they are written.</summary>
    public int Written { get; private set; }

    /// <summary>The element's value when the iteration ends, as a term of what is there outside of the loop; null where it is not known.</summary>
    public Expression? Last => current is null ? null : elements.Simplified(Inserted(current, replaced)) is var last && IsOutside(last) ? last : null;

    public Block ToBlock() => loop.Body.With(body);

    public bool TryReplace()
    {
        int mark = elements.Algebra.Mark;
        bool isReplaced = true;
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is Declare { Value: { } known } declared && elements.IsDefinedOnce(declared.Variable)) Values[declared.Variable] = Inserted(known, Values);
            elements.Algebra.Enter(statement);
            isReplaced = isReplaced && TryReplace(statement);
            elements.Algebra.Leave(statement);
        }

        elements.Algebra.Forget(mark);
        return isReplaced;
    }

    private bool TryReplace(Statement statement)
    {
        Count(statement, Values, -1);
        if (current is not (null or Constant or Variable) && elements.EffectsOf(statement).Disturb(current)) Declare(elements.Local(current));
        if (statement is Assign { Target: Element target } store && target.Equals(place)) return TryStore(store);
        Statement next = statement;
        if (Reads(statement))
        {
            if (current is null) return false;
            next = WithCurrent(statement);
        }

        if (next is Declare { Value: { } value } declare && elements.IsDefinedOnce(declare.Variable)) replaced[declare.Variable] = Inserted(value, replaced);
        body.Add(next);
        Count(next, replaced, 1);
        return true;
    }

    private bool Reads(Statement statement)
    {
        bool reads = false;
        new Block(statement).ForEach(inner => reads = reads || inner.Reads().Any(read => read.Any(place.Equals)));
        return reads;
    }

    /// <summary>The statement with the element's value in it, if something cancels there, or a local for it.</summary>
    private Statement WithCurrent(Statement statement)
    {
        if (current is Constant or Variable) return WithValue(statement);
        if (statement.IsDerivative() && ValueOf(statement) is { } value && !(statement is Assign { Target: var target } && target.Any(place.Equals)))
        {
            Expression whole = elements.Simplified(Replaced(value));
            if (whole.Cost() < value.Cost() + current!.Cost()) return WithValue(statement, whole);
        }

        Declare(elements.Local(current!));
        return WithValue(statement);
    }

    private static Expression? ValueOf(Statement statement) => statement is Assign assign ? assign.Value : (statement as Declare)?.Value;

    private static Statement WithValue(Statement statement, Expression value) =>
        statement is Assign assign ? assign.With(assign.Target, assign.Kind, value) : ((Declare)statement).WithValue(value);

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
        if (value is Variable local && !elements.IsDefinedOnce(local)) Declare(elements.Local(value));
        else current = value;
        return true;
    }

    private void Declare(Declare local)
    {
        body.Add(local);
        replaced[local.Variable] = Inserted(local.Value!, replaced);
        Count(local, replaced, 1);
        current = local.Variable;
    }

    private Statement WithValue(Statement statement) => statement.Map(Replaced, block => block.With(block.Statements.Map(WithValue)));

    private Expression Replaced(Expression expression) => expression.Equals(place) ? current! : expression.MapChildren(Replaced);

    /// <summary>Counts what the statement's value costs; an element that is stored costs something too.</summary>
    private void Count(Statement statement, Dictionary<Variable, Expression> values, int sign)
    {
        if (!statement.IsDerivative() || ValueOf(statement) is not { } value) return;
        int store = statement is Assign { Target: Element } ? 1 : 0;
        Written += sign * (elements.Simplified(value).Cost() + store);
        if (statement is Assign) Whole += sign * (elements.Simplified(Inserted(value, values)).Cost() + store);
    }

    private static Expression Inserted(Expression value, Dictionary<Variable, Expression> values) =>
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
