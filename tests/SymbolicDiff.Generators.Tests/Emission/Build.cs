global using SymbolicDiff.Calculus.Ir;
global using ValueType = SymbolicDiff.Calculus.Ir.ValueType;
using SymbolicDiff.Calculus;
using SymbolicDiff.Generators.Emission;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Tests.Emission;

/// <summary>Short ways to write functions and their targets.</summary>
internal static class Build
{
    public static readonly StorageType Doubles = new(StorageKind.Array, ValueType.Double);
    public static readonly StorageType Matrix = new(StorageKind.Array, ValueType.Double, 2);
    public static readonly StorageType Rows = new(StorageKind.Array, Doubles);
    public static readonly StorageType Span = new(StorageKind.Span, ValueType.Double);
    public static readonly StorageType ReadOnlySpan = new(StorageKind.ReadOnlySpan, ValueType.Double);
    public static readonly StorageType Tape = new(StorageKind.Tape, ValueType.Double);
    public static readonly StorageType Stack = new(StorageKind.Stack, ValueType.Double);

    public static Variable Var(string name, ValueType type, Role role = Role.Source, int number = 0) => new(name, number, type, role);

    public static Variable Double(string name, Role role = Role.Source, int number = 0) => Var(name, ValueType.Double, role, number);

    public static Variable Int(string name, int number = 0) => Var(name, ValueType.Int32, Role.Source, number);

    public static Apply Op(this Primitive primitive, params Expression[] operands) => new(primitive, TypeOf(primitive, operands[0].Type), operands);

    public static Expression Times(this Expression left, Expression right) => Primitive.Multiply.Op(left, right);

    public static Expression Plus(this Expression left, Expression right) => Primitive.Add.Op(left, right);

    public static Expression Minus(this Expression left, Expression right) => Primitive.Subtract.Op(left, right);

    public static Expression Over(this Expression left, Expression right) => Primitive.Divide.Op(left, right);

    public static Expression Length(this Expression storage) => new Apply(Primitive.Length, ValueType.Int32, storage);

    public static Expression To(this Expression value, ValueType type, bool isChecked = false) => new Apply(Primitive.Convert.WithChecked(isChecked), type, value);

    public static Element At(this Expression storage, params Expression[] indices) => new(storage, indices);

    public static Constant Real(double value) => Constant.Of(value);

    public static Constant Whole(int value) => Constant.Of(value);

    public static Assign Set(this Expression target, Expression value) => new(target, AssignmentKind.Set, value);

    public static Assign Add(this Expression target, Expression value) => new(target, AssignmentKind.Add, value);

    public static For Count(Variable counter, Expression limit, params Statement[] body) => new(counter, Whole(0), limit, false, 1, new Block(body));

    public static Parameter In(Variable variable) => new(variable, Passing.Value);

    public static Function Function(string name, ValueType? result, Parameter[] parameters, params Statement[] body) =>
        new(name, EquatableArray.Of(parameters), result is null ? EquatableArray<Result>.Empty : EquatableArray.Of(new Result(null, result)), new Block(body));

    /// <summary>A static class <c>Model</c> in the namespace <c>Sample</c>.</summary>
    public static TargetModel Target(string method, string[] withRespectTo, int version = 1200, bool checkOverflow = true, params ParameterDeclaration[] parameters) => new(
        method + ".g.cs",
        "Sample",
        EquatableArray.Of(new ContainingType("class", "Model", "")),
        new MethodSignature(method, "public static ", "Model." + method, "", EquatableArray<string>.Empty, EquatableArray.Of(parameters)),
        EquatableArray.Of(withRespectTo),
        Emitted.Gradient,
        new LanguageFacts(version, Nullable: true, checkOverflow),
        EquatableArray<string>.Empty);

    public static string Emit(TargetModel target, params Function[] functions) => SourceFile.Emit(target, EquatableArray.Of(functions));

    /// <summary>The lines between the braces of the only method, without their common indentation.</summary>
    public static string Body(Function function, bool checkOverflow = false, int version = 1200)
    {
        string source = Emit(Target("F", [], version, checkOverflow), function);
        Compiled.From(source, checkOverflow, version);
        string[] lines = source.Split('\n');
        int start = Array.FindIndex(lines, line => line == "        {");
        int end = Array.FindLastIndex(lines, line => line == "        }");
        return string.Join("\n", lines[(start + 1)..end].Select(line => line.Length > 12 ? line[12..] : ""));
    }

    /// <summary>The expression as the emitter prints it in a return statement.</summary>
    public static string Print(Expression expression, bool checkOverflow = false)
    {
        var parameters = expression.DescendantsAndSelf().OfType<Variable>().Distinct().Select(In).ToArray();
        return Body(Function("F1", expression.Type, parameters, new Return(expression)), checkOverflow)["return ".Length..].TrimEnd(';');
    }

    private static ValueType TypeOf(Primitive primitive, ValueType operand) =>
        primitive.Text is "==" or "!=" or "<" or "<=" or ">" or ">=" ? ValueType.Boolean : operand;
}
