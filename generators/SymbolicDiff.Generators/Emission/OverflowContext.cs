using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>
/// Whether C# checks integer arithmetic where the printer stands. An operation that could overflow and wants it otherwise than the project is put
/// into <c>checked(…)</c> or <c>unchecked(…)</c>; nothing else is, so that ordinary code stays as the user would write it.
/// </summary>
internal sealed class OverflowContext
{
    private const int Deepest = 12;
    private readonly IntegerRanges ranges;
    private readonly bool projectChecks;
    private bool isChecked;
    private bool isExplicit;

    public OverflowContext(IntegerRanges ranges, bool projectChecks)
    {
        this.ranges = ranges;
        this.projectChecks = isChecked = projectChecks;
    }

    /// <summary>The brackets that the operation needs, if any.</summary>
    public string? BracketFor(Apply apply)
    {
        if (!IsAffected(apply) || !ranges.CanOverflow(apply)) return null;
        bool wanted = apply.Primitive.Checked;
        if (!wanted && IsConstant(apply)) return isExplicit && !isChecked ? null : "unchecked(";
        return wanted == isChecked ? null : Bracket(wanted);
    }

    /// <summary>The brackets in which text taken over from the user means what it meant in the project.</summary>
    public string? BracketForExternal() => isChecked == projectChecks ? null : Bracket(projectChecks);

    /// <summary>Enters the bracket; gives back what <see cref="Leave"/> wants.</summary>
    public (bool, bool) Enter(string? bracket)
    {
        var outer = (isChecked, isExplicit);
        if (bracket is not null) (isChecked, isExplicit) = (bracket == "checked(", true);
        return outer;
    }

    public void Leave((bool, bool) outer) => (isChecked, isExplicit) = outer;

    /// <summary>Whether C# would refuse the operation because it is constant and fails, though it may fail only when it is executed.</summary>
    public bool IsRefusedConstant(Apply apply)
    {
        if (apply.Type is not ScalarType || apply.Type.IsReal) return false;
        if (IsDivision(apply) && apply.Operands[1] is Constant { Bits: 0, Type.IsReal: false }) return true;
        if (!IsConstant(apply) || !ranges.CanOverflow(apply)) return false;
        return IsDivision(apply) || (IsAffected(apply) && (apply.Primitive.Checked || apply.Operands[0].Type.IsReal));
    }

    public static bool IsDivision(Apply apply) => apply.Primitive.Is(Primitive.Divide) || apply.Primitive.Is(Primitive.Remainder);

    private static bool IsAffected(Apply apply)
    {
        if (apply.Type is not ScalarType { Kind: not ScalarKind.Boolean } || apply.Type.IsReal) return false;
        return apply.Primitive.Name is "+" or "-" or "*" or "neg" or "convert";
    }

    private static bool IsConstant(Expression expression, int depth = 0) => expression switch
    {
        Constant => true,
        Apply { Primitive.Form: PrimitiveForm.Infix or PrimitiveForm.Prefix or PrimitiveForm.Conversion } apply =>
            depth < Deepest && apply.Operands.All(operand => IsConstant(operand, depth + 1)),
        _ => false,
    };

    private static string Bracket(bool isChecked) => isChecked ? "checked(" : "unchecked(";
}
