using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// What a loop over all elements of a storage does with what was added to one of them. As far as it is linear in the elements, that can be done behind
/// the loop.
/// </summary>
/// <param name="elements">The storage.</param>
/// <param name="loop">Touches only the element that its counter is the index of.</param>
/// <param name="values">The values of the loop's locals.</param>
/// <param name="point">What was added.</param>
internal sealed class PointPart(ElementsOf elements, For loop, Dictionary<Variable, Expression> values, ElementsOf.Point point)
{
    private readonly Element place = new(elements.Storage, loop.Counter);

    /// <summary>The parts of the loop's locals that come from the point.</summary>
    private readonly Dictionary<Variable, Expression> parts = [];

    private readonly List<Assign> behind = [];
    private bool isLinear = true;

    public Expression Index => point.Index;

    /// <summary>What is left in the element; null for nothing.</summary>
    public Expression? Rest { get; private set; } = point.Value;

    /// <summary>What is to be done behind the loop.</summary>
    public IReadOnlyList<Statement> Behind => behind;

    public bool TryFollow()
    {
        foreach (Statement statement in loop.Body.Statements) Follow(statement);
        if (!isLinear) return false;
        Effects effects = elements.EffectsOf(loop with { Body = loop.Body.With([.. loop.Body.Statements.Where(statement => !IsStore(statement))]) });
        return behind.All(assign => !effects.Disturb(assign.Value) && !(assign.Target is Element target && target.Indices.Any(effects.Disturb)))
            && (Rest is null || !effects.Disturb(Rest)) && !effects.Disturb(Index);
    }

    private bool IsStore(Statement statement) => statement is Assign { Target: Element target } && target.Equals(place);

    private void Follow(Statement statement)
    {
        switch (statement)
        {
            case Declare { Value: { } value, Variable: var local }:
                if (Part(value) is not { } part) return;
                isLinear &= statement.IsDerivative() && elements.IsDefinedOnce(local);
                parts[local] = part;
                return;
            case Assign store when IsStore(store):
                Rest = Joined(store.Kind == AssignmentKind.Set ? null : Rest, store.Kind == AssignmentKind.Subtract, Part(store.Value));
                return;
            case Assign assign:
                isLinear &= !assign.Reads().Any(read => !ReferenceEquals(read, assign.Value) && HasPart(read));
                if (Part(assign.Value) is { } added) Add(assign, added);
                return;
            default:
                isLinear &= !HasPart(statement);
                return;
        }
    }

    private void Add(Assign assign, Expression part)
    {
        isLinear &= assign.IsDerivative() && IsAlone(assign);
        Expression value = elements.Simplified(elements.WithLocals(part));
        switch (assign)
        {
            case { Target: Element target } when assign.Kind != AssignmentKind.Set || (target.Indices.Count == 1 && target.Indices[0].Equals(loop.Counter)):
                var place = (Element)AtPoint(target);
                behind.Add(new Assign(place, assign.Kind == AssignmentKind.Set ? AssignmentKind.Add : assign.Kind, value));
                return;
            case { Target: Variable sum, Kind: not AssignmentKind.Set } when !IsOwn(sum):
                behind.Add(new Assign(sum, assign.Kind, value));
                return;
            default:
                isLinear = false;
                return;
        }
    }

    /// <summary>Whether nothing else in the loop uses what the statement assigns.</summary>
    private bool IsAlone(Assign assign)
    {
        bool isAlone = true;
        loop.Body.ForEach(other =>
        {
            Expression? written = other switch
            {
                Assign { Target: var target } => target,
                Fill fill => fill.Storage,
                Copy copy => copy.Target,
                _ => null,
            };
            if (ReferenceEquals(other, assign)) return;
            isAlone = isAlone && (written is null || !Uses(written, assign.Target)) && !other.Reads().Any(read => Uses(read, assign.Target));
        });
        return isAlone && !Uses(assign.Value, assign.Target);
    }

    private bool Uses(Expression expression, Expression place) => place is Variable variable
        ? expression.Mentions(variable)
        : expression.Any(part => part is Element or View or CopyOf or External && elements.MayOverlap(part is CopyOf copy ? copy.Storage : part, place));

    private bool IsOwn(Variable variable)
    {
        bool isOwn = false;
        loop.Body.ForEach(statement => isOwn |= statement is Declare declare && declare.Variable.Equals(variable));
        return isOwn;
    }

    private bool HasPart(Statement statement)
    {
        bool has = false;
        new Block(statement).ForEach(inner => has = has || inner.Reads().Any(HasPart));
        return has;
    }

    private bool HasPart(Expression expression) =>
        (Rest is not null && expression.Any(place.Equals)) || (parts.Count > 0 && expression.Any(part => part is Variable variable && parts.ContainsKey(variable)));

    /// <summary>The part of the value that comes from the point; null where there is none.</summary>
    private Expression? Part(Expression expression)
    {
        if (!HasPart(expression)) return null;
        if (expression is Variable variable) return parts[variable];
        if (expression.Equals(place)) return Rest;
        switch (expression)
        {
            case Apply { Primitive.Name: "neg" } negation:
                return Terms.Negative(Part(negation.Operands[0])!);
            case Apply { Primitive.Name: "+" or "-", Type.IsReal: true } sum:
                return Joined(Part(sum.Operands[0]), sum.Primitive.Name == "-", Part(sum.Operands[1]));
            case Apply { Primitive.Name: "*", Type.IsReal: true } product when !product.Operands.All(HasPart):
                return Part(product.Operands[0]) is { } left
                    ? Terms.Times(left, AtPoint(product.Operands[1]))
                    : Terms.Times(AtPoint(product.Operands[0]), Part(product.Operands[1])!);
            case Apply { Primitive.Name: "/", Type.IsReal: true } quotient when !HasPart(quotient.Operands[1]):
                return Terms.Over(Part(quotient.Operands[0])!, AtPoint(quotient.Operands[1]));
            case Conditional choice when !HasPart(choice.Condition):
                return new Conditional(AtPoint(choice.Condition), Part(choice.WhenTrue) ?? Zero, Part(choice.WhenFalse) ?? Zero) { IsGuard = choice.IsGuard };
            default:
                isLinear = false;
                return null;
        }
    }

    private Constant Zero => Constant.RealOf(0, point.Value.Type);

    private static Expression? Joined(Expression? first, bool isDifference, Expression? second) => (first, second) switch
    {
        (_, null) => first,
        (null, _) => isDifference ? Terms.Negative(second) : second,
        _ => isDifference ? Terms.Minus(first, second) : Terms.Plus(first, second),
    };

    /// <summary>The value in the iteration that meets the point.</summary>
    private Expression AtPoint(Expression value)
    {
        Expression whole = value.Substitute(variable => values.TryGetValue(variable, out Expression known) ? known : null);
        isLinear &= !whole.Any(part => part is Variable variable && IsOwn(variable));
        return whole.Substitute(variable => variable.Equals(loop.Counter) ? Index : null);
    }
}
