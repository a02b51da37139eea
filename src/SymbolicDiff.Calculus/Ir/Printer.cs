using System.Globalization;
using System.Text;

namespace SymbolicDiff.Calculus.Ir;

/// <summary>Readable text of the intermediate representation, one statement a line: for debugging and test messages, not C#.</summary>
public static class Printer
{
    public static string Print(Function function)
    {
        var text = new StringBuilder();
        string parameters = string.Join(", ", function.Parameters.Select(Print));
        string results = string.Join(", ", function.Results.Select(Print));
        text.Append(function.Name).Append('(').Append(parameters).Append(") : (").Append(results).Append(")\n");
        Print(function.Body, 1, text);
        return text.ToString();
    }

    public static string Print(Block block)
    {
        var text = new StringBuilder();
        Print(block, 0, text);
        return text.ToString();
    }

    /// <summary>The first line of a statement.</summary>
    public static string Print(Statement statement) => statement switch
    {
        Declare { Value: null } declare => $"{Print(declare.Variable.Type)} {declare.Variable}{Mark(declare.Variable)}",
        Declare declare => $"{Print(declare.Variable.Type)} {declare.Variable}{Mark(declare.Variable)} = {Print(declare.Value)}",
        Assign assign => $"{Print(assign.Target)} {AssignmentOperator(assign.Kind)} {Print(assign.Value)}",
        Fill fill => $"fill {Print(fill.Storage)} with {Print(fill.Value)}",
        Copy copy => $"copy {Print(copy.Source)} to {Print(copy.Target)}",
        Push push => $"push {Print(push.Value)} on {push.Stack}",
        Pop pop => $"{Print(pop.Target.Type)} {pop.Target}{Mark(pop.Target)} = pop {pop.Stack}",
        If branch => "if " + Print(branch.Condition),
        For loop =>
            $"for {loop.Counter} = {Print(loop.Start)}; {loop.Counter} {Comparison(loop)} {Print(loop.Limit)}; {loop.Counter} += {Text(loop.Step)}",
        While loop => "while " + Print(loop.Condition),
        Evaluate evaluate => "evaluate " + Print(evaluate.Effect),
        Guard guard => $"guard {guard.Kind} {Print(guard.Storages)}",
        Throw @throw => "throw " + Print(@throw.Exception),
        Return @return => "return " + Print(@return.Values),
        _ => throw new InvalidOperationException("Unknown statement " + statement.GetType().Name),
    };

    public static string Print(Expression expression) => expression switch
    {
        Constant constant => Print(constant),
        Variable variable => variable.ToString(),
        Apply apply => Print(apply),
        Conditional conditional => $"({Print(conditional.Condition)} ? {Print(conditional.WhenTrue)} : {Print(conditional.WhenFalse)})",
        Element element => $"{Print(element.Storage)}[{Print(element.Indices)}]",
        Column column => $"{Print(column.Storage)}.{column.Name}",
        View { Length: null } view => $"{Print(view.Storage)}.view({Print(view.Start)})",
        View view => $"{Print(view.Storage)}.view({Print(view.Start)}, {Print(view.Length)})",
        Allocate allocate => $"{LifetimeName(allocate)} {Print(allocate.Memory)}({Print(allocate.Lengths)})",
        ZerosLike zeros => $"zerosLike({Print(zeros.Storage)}) as {Print(zeros.Memory)}",
        CopyOf copy => $"copyOf({Print(copy.Storage)}) as {Print(copy.Memory)}",
        External external => Fold(external, Print),
        Member member => $"{Print(member.Composite)}.{member.Name}",
        Compose compose => $"{compose.Composite.Name} of ({Print(compose.Operands)})",
        _ => throw new InvalidOperationException("Unknown expression " + expression.GetType().Name),
    };

    public static string Print(ValueType type) => type switch
    {
        ScalarType { Kind: ScalarKind.Boolean } => "bool",
        ScalarType { Kind: ScalarKind.Single } => "float",
        ScalarType { Kind: ScalarKind.Generic, Name: var name } => name!,
        ScalarType { Kind: ScalarKind.Int32 } => "int",
        ScalarType { Kind: ScalarKind.Int64 } => "long",
        ScalarType scalar => scalar.Kind.ToString().ToLowerInvariant(),
        StorageType { Kind: StorageKind.Array } array => Print(array.Element) + "[" + new string(',', array.Rank - 1) + "]",
        StorageType storage => $"{storage.Kind}<{Print(storage.Element)}>",
        LanesType lanes => lanes.IsMask ? "LaneMask" : "Lanes",
        OpaqueType opaque => opaque.Name,
        CompositeType composite => composite.Name,
        _ => throw new InvalidOperationException("Unknown type " + type.GetType().Name),
    };

    /// <summary>The text of an external with <c>{0}</c>, <c>{1}</c>, … for its operands.</summary>
    public static string Pattern(External external)
    {
        int number = 0;
        return Fold(external, _ => "{" + Text(number++) + "}");
    }

    private static void Print(Block block, int depth, StringBuilder text)
    {
        foreach (Statement statement in block.Statements)
        {
            Line(Print(statement), depth, text);
            if (statement is If { Else.IsEmpty: false } branch)
            {
                Print(branch.Then, depth + 1, text);
                Line("else", depth, text);
                Print(branch.Else, depth + 1, text);
                continue;
            }

            foreach (Block inner in statement.Blocks()) Print(inner, depth + 1, text);
        }
    }

    private static void Line(string line, int depth, StringBuilder text) => text.Append(' ', 4 * depth).Append(line).Append('\n');

    private static string Print(Parameter parameter)
    {
        string passing = parameter.Passing == Passing.Value ? "" : parameter.Passing.ToString().ToLowerInvariant() + " ";
        string role = parameter.Role == ParameterRole.Primal ? "" : " /*" + parameter.Role.ToString().ToLowerInvariant() + "*/";
        return passing + Print(parameter.Variable.Type) + " " + parameter.Variable + role;
    }

    private static string Print(Result result) => result.Name is null ? Print(result.Type) : Print(result.Type) + " " + result.Name;

    private static string Print(EquatableArray<Expression> expressions) => string.Join(", ", expressions.Select(Print));

    private static string Print(Apply apply)
    {
        string mark = apply.Primitive.Checked ? "checked" : "";
        return apply.Primitive.Form switch
        {
            PrimitiveForm.Infix when apply.Operands.Count == 2 =>
                $"{mark}({Print(apply.Operands[0])} {apply.Primitive.Text} {Print(apply.Operands[1])})",
            PrimitiveForm.Prefix when apply.Operands.Count == 1 => $"{mark}({apply.Primitive.Text}{Print(apply.Operands[0])})",
            PrimitiveForm.Conversion => $"{mark}({Print(apply.Type)})({Print(apply.Operands)})",
            _ => $"{apply.Primitive.Name}({Print(apply.Operands)})",
        };
    }

    private static string Print(Constant constant)
    {
        if (constant.Type is not ScalarType scalar) return "<" + Text(constant.Bits) + ">";
        return scalar.Kind switch
        {
            ScalarKind.Boolean => constant.Bits == 0 ? "false" : "true",
            ScalarKind.Double or ScalarKind.Generic => Real(constant.Real.ToString("R", CultureInfo.InvariantCulture), constant),
            ScalarKind.Single => Real(((float)constant.Real).ToString("R", CultureInfo.InvariantCulture), constant) + "f",
            ScalarKind.Int64 => Text(constant.Bits) + "L",
            _ => Text(constant.Bits),
        };
    }

    // A whole real shows that it is no integer, and -0 its sign, which .NET Framework's "R" loses.
    private static string Real(string digits, Constant constant)
    {
        if (constant.Real == 0) return constant.Bits == 0 ? "0.0" : "-0.0";
        return digits.All(digit => char.IsDigit(digit) || digit == '-') ? digits + ".0" : digits;
    }

    private static string Fold(External external, Func<Expression, string> print)
    {
        var text = new StringBuilder(external.Text[0]);
        for (int i = 0; i < external.Operands.Count; i++) text.Append(print(external.Operands[i])).Append(external.Text[i + 1]);
        return text.ToString();
    }

    private static string AssignmentOperator(AssignmentKind kind) => kind switch
    {
        AssignmentKind.Add => "+=",
        AssignmentKind.Subtract => "-=",
        _ => "=",
    };

    private static string Comparison(For loop) => (loop.Step > 0 ? "<" : ">") + (loop.Inclusive ? "=" : "");

    private static string LifetimeName(Allocate allocate) =>
        (allocate.Initialised ? "" : "uninitialised ")
        + (allocate.Lifetime == Lifetime.Managed ? "new" : allocate.Lifetime.ToString().ToLowerInvariant());

    private static string Mark(Variable variable) => variable.Role switch
    {
        Role.Temporary => "'",
        Role.Derivative => "*",
        Role.Contract => "!",
        _ => "",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
