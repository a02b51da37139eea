using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>Writes the statements that a single pass is tried on: a function of x, y, c, n, an array a and the caller's buffer g.</summary>
internal static class Snippet
{
    public static readonly Variable X = Real("x", Role.Source);
    public static readonly Variable Y = Real("y", Role.Source);
    public static readonly Variable N = new("n", 0, ValueType.Int32, Role.Source);
    public static readonly Variable A = new("a", 0, Code.Doubles, Role.Source);
    public static readonly Variable B = new("b", 0, Code.Doubles, Role.Source);
    public static readonly Variable G = new("g", 0, Code.Span, Role.Contract);
    public static readonly Variable Own = new("own", 0, Code.Doubles, Role.Derivative);
    public static readonly Variable Alias = new("alias", 0, Code.Doubles, Role.Derivative);
    public static readonly Variable Out = Real("out", Role.Contract);
    public static readonly Variable I = new("i", 0, ValueType.Int32, Role.Source);
    public static readonly Variable XBar = Real("xBar", Role.Derivative);
    public static readonly Variable TBar = Real("tBar", Role.Derivative);
    public static readonly Variable UBar = Real("uBar", Role.Derivative);
    public static readonly Variable T = Real("t", Role.Temporary);
    public static readonly Variable U = Real("u", Role.Temporary);
    public static readonly Variable S = Real("s", Role.Source);

    public static Variable Real(string name, Role role) => new(name, 0, ValueType.Double, role);

    public static Statement Let(Variable variable, Expression? value) => new Declare(variable, value);

    public static Statement Set(Expression target, Expression value) => new Assign(target, AssignmentKind.Set, value);

    public static Statement Add(Expression target, Expression value) => new Assign(target, AssignmentKind.Add, value);

    public static Statement Up(Expression limit, params Statement[] body) => new For(I, Constant.Of(0), limit, false, 1, new Block(body));

    public static Statement Down(Expression limit, params Statement[] body) =>
        new For(I, new Apply(Primitive.Subtract, limit.Type, limit, Constant.Of(1)), Constant.Of(0), true, -1, new Block(body));

    public static Expression NewLike(Variable storage) => new Allocate((StorageType)storage.Type, EquatableArray.Of<Expression>(storage.Length));

    public static Statement Guarded => new Guard(GuardKind.Buffer, EquatableArray.Of<Expression>(G, A, B));

    /// <summary>The body after a pass that asks what is known of the function; the function returns <paramref name="result"/>.</summary>
    internal static string After(Func<Facts, Function> pass, Expression result, params Statement[] statements) =>
        After((Function function) => pass(new Facts(function)), result, statements);

    /// <summary>The body after the pass; the function returns <paramref name="result"/>.</summary>
    public static string After(Func<Function, Function> pass, Expression result, params Statement[] statements)
    {
        EquatableArray<Parameter> parameters = EquatableArray.Of(
            new Parameter(X, Passing.Value),
            new Parameter(Y, Passing.Value),
            new Parameter(N, Passing.Value),
            new Parameter(A, Passing.Value),
            new Parameter(B, Passing.Value),
            new Parameter(G, Passing.Value, ParameterRole.Gradient),
            new Parameter(Out, Passing.Out, ParameterRole.Gradient));
        var body = new Block(statements.Append(new Return(result)).ToEquatableArray());
        var function = new Function("F", parameters, EquatableArray.Of(new Result(null, ValueType.Double)), body);
        Validator.Require(function, normalForm: false);
        Function after = pass(function);
        Validator.Require(after, normalForm: false);
        return Printer.Print(after.Body).Trim().Replace("\r", "");
    }

    public static void AssertBody(string actual, string expected) => Assert.Equal(expected.Replace("\r", ""), actual);
}
