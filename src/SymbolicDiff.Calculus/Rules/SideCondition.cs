using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>What must be known of a match for its rule to apply. Null is: not known, and then the rule does not apply.</summary>
internal abstract record SideCondition
{
    public abstract bool? Evaluate(Bindings bindings, ValueType precision);

    /// <summary>The variables that can only be constants where the condition holds, so that most terms need no closer look.</summary>
    public abstract IEnumerable<Variable> Constants { get; }

    protected static IEnumerable<Variable> VariablesOf(Expression expression) => expression.DescendantsAndSelf().OfType<Variable>();
}

/// <summary>A property of one term.</summary>
internal sealed record PropertyCondition(string Name, Func<Expression, bool> Holds, Expression Subject) : SideCondition
{
    /// <summary>The properties by their names in rules.</summary>
    public static readonly Dictionary<string, Func<Expression, bool>> All = new(StringComparer.Ordinal)
    {
        ["constant"] = expression => expression is Constant,
        ["atom"] = expression => expression is Constant or Variable,
        ["integer"] = IsReal(value => Math.Floor(value) == value && !double.IsInfinity(value)),
        ["moderate"] = IsKnownReal(value => value == 0 || IsModerate(value)),
        ["powerOfTwo"] = IsKnownReal(IsPowerOfTwo),
        [Inactive] = IsOfThePrimal,
    };

    /// <summary>The property that only code with derivatives in it can have or not have.</summary>
    public const string Inactive = "inactive";

    public override IEnumerable<Variable> Constants => Name is "atom" or Inactive ? [] : VariablesOf(Subject);

    public override bool? Evaluate(Bindings bindings, ValueType precision) => Holds(Template.Fold(Subject, bindings, precision));

    private static Func<Expression, bool> IsReal(Func<double, bool> holds) =>
        expression => expression is Constant { Type.IsReal: true } constant && holds(constant.Real);

    private static Func<Expression, bool> IsKnownReal(Func<double, bool> holds) =>
        expression => expression is Constant { Type.IsReal: true, IsKnown: true } constant && holds(constant.Real);

    /// <summary>Whether nothing in it is a tangent or adjoint, or was computed from one.</summary>
    private static bool IsOfThePrimal(Expression expression) =>
        !expression.DescendantsAndSelf().Any(part => part is Variable { Role: Role.Derivative or Role.Contract } or External);

    private static bool IsModerate(double value) => Math.Abs(value) is >= 1e-30 and <= 1e30;

    /// <summary>Whether the number and its reciprocal are both exact in either precision.</summary>
    private static bool IsPowerOfTwo(double value) =>
        IsModerate(value) && (BitConverter.DoubleToInt64Bits(value) & 0xFFFFFFFFFFFFF) == 0;
}

/// <summary>A truth value that folds to a constant.</summary>
internal sealed record FoldedCondition(Expression Truth) : SideCondition
{
    public override IEnumerable<Variable> Constants => Truth.DescendantsAndSelf().Any(part => part is Conditional) ? [] : VariablesOf(Truth);

    public override bool? Evaluate(Bindings bindings, ValueType precision) =>
        Template.Fold(Truth, bindings, precision) is Constant constant ? constant.Bits != 0 : null;
}

internal sealed record NotCondition(SideCondition Operand) : SideCondition
{
    public override IEnumerable<Variable> Constants => [];

    public override bool? Evaluate(Bindings bindings, ValueType precision) => !Operand.Evaluate(bindings, precision);
}

internal sealed record AndCondition(SideCondition Left, SideCondition Right) : SideCondition
{
    public override IEnumerable<Variable> Constants => Left.Constants.Union(Right.Constants);

    public override bool? Evaluate(Bindings bindings, ValueType precision) =>
        Left.Evaluate(bindings, precision) switch
        {
            false => false,
            true => Right.Evaluate(bindings, precision),
            null => Right.Evaluate(bindings, precision) == false ? false : null,
        };
}

internal sealed record OrCondition(SideCondition Left, SideCondition Right) : SideCondition
{
    public override IEnumerable<Variable> Constants => Left.Constants.Intersect(Right.Constants);

    public override bool? Evaluate(Bindings bindings, ValueType precision) =>
        Left.Evaluate(bindings, precision) switch
        {
            true => true,
            false => Right.Evaluate(bindings, precision),
            null => Right.Evaluate(bindings, precision) == true ? true : null,
        };
}
