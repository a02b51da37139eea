using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>What the statements that were lowered so far change, in order: tells whether a value computed earlier may be evaluated later.</summary>
internal sealed class Effects
{
    private readonly List<Effect> effects = [];
    private readonly HashSet<Variable> stable = [];

    /// <summary>A variable, the elements of one type, or, with neither, anything outside of the method.</summary>
    private readonly record struct Effect(Variable? Variable, ValueType? Element, Expression? Storage = null);

    public int Count => effects.Count;

    /// <summary>Says that the variable keeps its first value.</summary>
    public void MarkStable(Variable variable) => stable.Add(variable);

    public bool IsStable(Expression atom) =>
        atom is Constant || atom is Variable variable && (variable.Role == Role.Temporary || stable.Contains(variable));

    public void Record(Statement statement)
    {
        switch (statement)
        {
            case Assign { Target: Variable variable }:
                effects.Add(new Effect(variable, null));
                break;
            case Assign { Target: Element element }:
                effects.Add(new Effect(null, element.Type, element.Storage));
                break;
            case Fill fill:
                effects.Add(new Effect(null, ((StorageType)fill.Storage.Type).Element));
                break;
            case Copy copy:
                effects.Add(new Effect(null, ((StorageType)copy.Target.Type).Element));
                break;
            case Evaluate or Throw or Declare { Value: External { HasEffects: true } }:
                effects.Add(default);
                break;
        }
    }

    /// <summary>Whether the variable, or an element of the storage that it names, was assigned after the first <paramref name="mark"/> effects.</summary>
    public bool HaveChanged(Variable variable, int mark) => effects.Skip(mark).Any(effect =>
        variable.Equals(effect.Variable) || effect.Storage is { } storage && variable.Equals(Dependence.Root(storage)));

    /// <summary>Whether code outside of the method has run after the first <paramref name="mark"/> effects.</summary>
    public bool MayReachOutside(int mark) => effects.Skip(mark).Any(effect => effect is { Variable: null, Element: null });

    /// <summary>
    /// Whether what was recorded after the first <paramref name="mark"/> effects could change the expression's value, or the order of exceptions and
    /// effects.
    /// </summary>
    public bool Conflict(Expression expression, int mark)
    {
        if (expression is Aggregate aggregate) return aggregate.Parts.Any(part => Conflict(part, mark));
        if (expression is Selection choice) return Conflict(choice.Condition, mark) || Conflict(choice.WhenTrue, mark) || Conflict(choice.WhenFalse, mark);
        if (mark == effects.Count || expression is Deferred || IsStable(expression)) return false;
        foreach (Expression part in expression.DescendantsAndSelf())
            for (int i = mark; i < effects.Count; i++)
                if (Conflict(part, effects[i])) return true;
        return effects.Skip(mark).Any(effect => effect.Variable is null) && Conditions.MayThrow(expression);
    }

    private bool Conflict(Expression part, Effect effect) => part switch
    {
        Variable variable => variable.Equals(effect.Variable) && !IsStable(variable),
        Element element => effect.Variable is null
            && (effect.Element is null || effect.Element.Equals(element.Type) && !(effect.Storage is { } storage && Columns.AreApart(storage, element.Storage))),
        CopyOf or External => effect.Variable is null,
        _ => false,
    };
}
