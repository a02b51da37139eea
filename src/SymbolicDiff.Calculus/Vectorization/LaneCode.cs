using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>Calls of the run-time library's <c>Lanes</c>. A count says that only the first lanes take part; without one all do.</summary>
public static class LaneCode
{
    /// <summary>The number of lanes.</summary>
    public const int Count = 8;

    /// <summary>The type of calls that store.</summary>
    public const string Nothing = "void";

    private const string Type = "global::SymbolicDiff.Lanes";

    /// <summary>Functions with a vector form that differs from the scalar one in the last places.</summary>
    private static readonly HashSet<string> close = new(
        ["exp", "exp2", "expM1", "log", "log2", "log10", "logP1", "sinh", "cosh", "tanh", "sin", "cos", "pow"], StringComparer.Ordinal);

    /// <summary>Functions that are the same bit for bit.</summary>
    private static readonly HashSet<string> same = new(["sqrt", "abs", "max", "min", "floor", "ceiling", "truncate"], StringComparer.Ordinal);

    /// <summary>The variable that says where the last whole eight ends.</summary>
    internal const string Whole = "whole";

    /// <summary>The counter of a loop over lanes.</summary>
    internal const string Lane = "lane";

    /// <summary>What a reader is told of a loop in lanes, or of the rest that it leaves over; null for other loops.</summary>
    public static string? TitleOf(For loop) => loop switch
    {
        { IsOverDirections: true, Step: Count } => "// forward mode along eight directions at a time",
        { Start: Variable { Name: Whole, Role: Role.Derivative } } => "// the rest",
        { Counter: { Name: Lane, Role: Role.Derivative } } => "// one after the other",
        { Step: Count } when loop.Body.Statements.Any(statement => statement.Reads().Concat(statement is Declare declare ? [declare.Variable] : []).Any(IsInLanes)) => "// eight at a time",
        _ => null,
    };

    /// <summary>What a reader is told of a choice between the columns and the rows of a Jacobian; null for other branches.</summary>
    public static string? TitleOf(If branch) => branch.Then.Statements.Any(statement => statement is For { IsOverDirections: true, Step: Count }) && branch.Condition.Any(part => part is Apply { Primitive.Name: "/" })
        ? "// forward mode takes a sweep for eight columns, reverse mode one for each row"
        : null;

    private static bool IsInLanes(Expression expression) => expression.Any(part => part.Type is LanesType);

    /// <summary>Whether there is such an operation for lanes.</summary>
    public static bool Has(Primitive primitive, bool isFast) => primitive.Form switch
    {
        PrimitiveForm.Infix => primitive.Name is "+" or "-" or "*" or "/" or "<" or "<=" or ">" or ">=" or "==" or "!=" or "&&" or "||",
        PrimitiveForm.Prefix => primitive.Name is "neg" or "!",
        PrimitiveForm.Function => same.Contains(primitive.Name) || isFast && close.Contains(primitive.Name),
        _ => false,
    };

    public static External Function(Primitive primitive, IEnumerable<Expression> operands) => Call("." + primitive.Text, ValueType.Lanes, [.. operands]);

    public static External Max(bool isMax, Expression left, Expression right) => Call(isMax ? ".Max" : ".Min", ValueType.Lanes, left, right);

    public static External Equal(Expression left, Expression right) => Call(".AreEqual", ValueType.LaneMask, left, right);

    public static External Unequal(Expression left, Expression right) => Call(".AreUnequal", ValueType.LaneMask, left, right);

    public static External Select(Expression mask, Expression whenTrue, Expression whenFalse) => Call(".Select", ValueType.Lanes, mask, whenTrue, whenFalse);

    /// <summary>The first of <paramref name="lanes"/>, and what is one more in each of the others.</summary>
    public static External Indices(Expression first) => Call(".Indices", ValueType.Lanes, first);

    /// <summary>Whether a lane is among the first.</summary>
    public static External First(Expression count) =>
        new(EquatableArray.Of("global::SymbolicDiff.LaneMask.First(", ")"), EquatableArray.Of(count), ValueType.LaneMask, HasEffects: false);

    /// <summary>A truth value of all lanes.</summary>
    public static External Everywhere(Expression condition) =>
        new(EquatableArray.Of("((global::SymbolicDiff.LaneMask)", ")"), EquatableArray.Of(condition), ValueType.LaneMask, HasEffects: false);

    /// <summary>Whether it is so in all lanes.</summary>
    public static External All(Expression mask) => new(EquatableArray.Of("global::SymbolicDiff.LaneMask.All(", ")"), EquatableArray.Of(mask), ValueType.Boolean, HasEffects: false);

    /// <summary>The lanes moved on by one, <paramref name="first"/> ahead of them.</summary>
    public static External Before(Expression first, Expression lanes) => Call(".Before", ValueType.Lanes, first, lanes);

    /// <summary>The last lane that takes part.</summary>
    public static External Last(Expression lanes, Expression? count) => count is null ? Call(".Last", ValueType.Double, lanes) : Call(".Last", ValueType.Double, lanes, count);

    /// <summary>The number in a lane.</summary>
    public static External At(Expression lanes, Expression lane) => new(EquatableArray.Of("", "[", "]"), EquatableArray.Of(lanes, lane), ValueType.Double, HasEffects: false);

    public static External Sum(Expression lanes) => Call(".Sum", ValueType.Double, lanes);

    public static External Largest(bool isMax, Expression lanes) => Call(isMax ? ".Max" : ".Min", ValueType.Double, lanes);

    /// <summary>Elements that lie side by side, or <paramref name="stride"/> apart.</summary>
    public static External Load(Element first, Expression? stride, Expression? count) =>
        Call(stride is null ? ".Load" : ".Gather", ValueType.Lanes, Place(first, stride, count));

    /// <summary>Writes elements that lie side by side, or <paramref name="stride"/> apart.</summary>
    public static Statement Store(Element first, Expression? stride, Expression? count, Expression value)
    {
        Expression[] place = Place(first, stride, count);
        External call = Call(stride is null ? ".Store" : ".Scatter", new OpaqueType(Nothing), [value, .. place]);
        return new Evaluate(call with { HasEffects = true, KeepsStorage = true });
    }

    /// <summary>What a row of a jagged array is called after.</summary>
    internal static string NameOf(Element row) => row.Root()?.Name ?? "row";

    /// <summary>Whether the rows from one to another, exclusive, are there and of one length.</summary>
    internal static External AreEven(Expression rows, Expression from, Expression to) => Call(".AreEven", ValueType.Boolean, rows, from, to);

    /// <summary>Rows that follow each other, side by side: copied to the memory, as far as all of them reach.</summary>
    internal static External Rows(Element first, Expression? count, Expression memory) =>
        Call(".Rows", new StorageType(StorageKind.ReadOnlySpan, ValueType.Lanes), [.. Place(first, null, count), memory]) with { HasEffects = true, KeepsStorage = true };

    /// <summary>Of each lane the element that is as many places behind the first.</summary>
    public static External Diagonal(Expression storage, Expression first) => Call(".Diagonal", ValueType.Lanes, storage, first);

    /// <summary>Gives the element that is as many places behind the first as the lane has a value in that lane.</summary>
    public static Statement SetDiagonal(Expression storage, Expression first, Expression value)
    {
        External call = Call(".SetDiagonal", new OpaqueType(Nothing), storage, first, value);
        return new Evaluate(call with { HasEffects = true, KeepsStorage = true });
    }

    /// <summary>The value as lanes; a number is the same in all.</summary>
    public static Expression Of(Expression value) => value.Type.Equals(ValueType.Lanes) ? value
        : new Apply(Primitive.Convert, ValueType.Lanes, value);

    /// <summary>What is done with whole rows; each of them comes with the index of its first element, which is left out where all of them are zero.</summary>
    public static External Row(string method, ValueType type, IReadOnlyList<Expression> operands)
    {
        bool isFromStart = method != "Sum" && operands.Select((operand, i) => i == 0 || operands[i - 1].Type is not StorageType || operand.IsInteger(0)).All(holds => holds);
        IEnumerable<Expression> needed = isFromStart ? operands.Where((_, i) => i == 0 || operands[i - 1].Type is not StorageType) : operands;
        External call = Call("." + method, type, [.. needed]);
        return type.Equals(ValueType.Double) ? call : call with { HasEffects = true, KeepsStorage = true };
    }

    private static Expression[] Place(Element first, Expression? stride, Expression? count) =>
        stride is null
            ? [first.Storage, .. first.Indices, .. count is null ? Enumerable.Empty<Expression>() : [count]]
            : [.. new[] { RowOf(first), first.Indices[first.Indices.Count - 1], stride, count }.OfType<Expression>()];

    /// <summary>The storage of rank one that the element is in: of a matrix its row.</summary>
    public static Expression RowOf(Element element) => element.Indices.Count == 1 ? element.Storage
        : Call(".Row", new StorageType(StorageKind.Span, element.Type), element.Storage, element.Indices[0]) with { KeepsStorage = true };

    private static External Call(string method, ValueType type, params Expression[] operands)
    {
        IEnumerable<string> text = Enumerable.Repeat(", ", operands.Length - 1).Prepend(Type + method + "(").Append(")");
        return new External(text.ToEquatableArray(), operands.ToEquatableArray(), type, HasEffects: false);
    }
}
