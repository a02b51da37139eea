using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

internal sealed partial class StatementPrinter
{
    private SourceLine PrintDeclaration(Declare declare)
    {
        Variable variable = declare.Variable;
        if (!assigned.Contains(variable) && declare.Value is { Type: ScalarType { IsReal: false, Kind: not ScalarKind.Boolean } } known)
            ranges.Set(variable, ranges.Of(known));
        SourceLine line = new SourceLine().Add(Scoped(variable) + types.Of(variable.Type) + " " + names[variable]);
        if (declare.Value is not null) return line.Add(" = ").Add(expressions.Print(declare.Value, converts: true));
        return unassigned.Contains(variable) ? line.Add(" = " + InitialValue(variable)) : line;
    }

    /// <summary>A span that changes its memory may come to name some of this function's own.</summary>
    private string Scoped(Variable variable) =>
        dialect.HasScopedLocals && assigned.Contains(variable) && variable.Type is StorageType { Kind: StorageKind.Span or StorageKind.ReadOnlySpan }
            ? "scoped "
            : "";

    private static string InitialValue(Variable variable) => variable.Type switch
    {
        ScalarType { Kind: ScalarKind.Boolean } => "false",
        ScalarType { Kind: ScalarKind.Generic, Name: var name } => name + ".Zero",
        ScalarType { Kind: not ScalarKind.Char } => "0",
        StorageType { Kind: StorageKind.Array } => "null",
        _ => "default",
    };

    private SourceLine PrintAssignment(Assign assign)
    {
        assign = Replacement(assign);
        SourceLine line = expressions.Print(assign.Target);
        Apply? compound = assign.Kind == AssignmentKind.Set ? Compound(assign) : null;
        if (assign.Kind == AssignmentKind.Set && compound is null) return line.Add(" = ").Add(expressions.Print(assign.Value, converts: true));
        Primitive primitive = compound?.Primitive ?? (assign.Kind == AssignmentKind.Add ? Primitive.Add : Primitive.Subtract);
        Expression value = compound?.Operands[1] ?? assign.Value;
        if (value is Constant { Bits: 1, Type.IsReal: false } && Step(primitive) is { } step) return line.Add(step);
        return line.Add(" " + primitive.Text + "= ").Add(expressions.Print(value, converts: true));
    }

    /// <summary><c>x = x * y</c> reads better, and is the same, as <c>x *= y</c>.</summary>
    private Apply? Compound(Assign assign)
    {
        if (assign.Value is not Apply { Primitive.Form: PrimitiveForm.Infix } apply || !apply.Operands[0].Equals(assign.Target)) return null;
        if (Operators.Of(apply.Primitive) is not (Precedence.Additive or Precedence.Multiplicative)) return null;
        bool isOneType = apply.Type.Equals(assign.Target.Type) && apply.Operands[1].Type.Equals(apply.Type);
        bool isWide = apply.Type is ScalarType { Kind: ScalarKind.Double or ScalarKind.Single or ScalarKind.Generic or ScalarKind.Int32 or ScalarKind.Int64 };
        return isOneType && isWide && expressions.PrintsBare(apply) ? apply : null;
    }

    private static string? Step(Primitive primitive) => primitive.Is(Primitive.Add) ? "++" : primitive.Is(Primitive.Subtract) ? "--" : null;
}
