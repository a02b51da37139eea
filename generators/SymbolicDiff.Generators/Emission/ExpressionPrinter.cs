using System.Runtime.CompilerServices;
using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>
/// Prints expressions with the fewest parentheses that keep C# evaluating exactly the tree. Where a position converts implicitly to the type of
/// what stands there (<c>converts</c>), conversions and suffixes are left out.
/// </summary>
internal sealed partial class ExpressionPrinter(NameScope names, CSharpTypes types, IntegerRanges ranges, bool projectChecksOverflow)
{
    private readonly HashSet<Variable> declaredAtCall = [];
    private readonly OverflowContext overflow = new(ranges, projectChecksOverflow);

    /// <summary>The variable is declared where it is next given to a call as an <c>out</c> argument.</summary>
    public void DeclareAtCall(Variable variable) => declaredAtCall.Add(variable);

    public SourceLine Print(Expression expression, bool converts = false)
    {
        var line = new SourceLine();
        Print(line, expression, converts: converts);
        return line;
    }

    public void Print(SourceLine line, Expression expression, Precedence minimum = Precedence.Lowest, bool converts = false)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case Constant constant:
                Wrapped(line, CSharpLiteral.IsNegative(constant) && minimum > Precedence.Unary, () => PrintConstant(line, constant, converts));
                break;
            case Variable variable:
                line.Add(names[variable]);
                break;
            case Apply apply:
                PrintApply(line, apply, minimum, converts);
                break;
            case Conditional conditional:
                Wrapped(line, minimum > Precedence.Conditional, () => PrintConditional(line, conditional, converts));
                break;
            case External external:
                PrintExternal(line, external, minimum);
                break;
            default:
                PrintStorage(line, expression, minimum);
                break;
        }
    }

    /// <summary>Whether the operation means what it should without <c>checked</c> or <c>unchecked</c> around it.</summary>
    public bool PrintsBare(Apply apply) => overflow.BracketFor(apply) is null && !overflow.IsRefusedConstant(apply);

    /// <summary>Expressions with commas between them.</summary>
    public void PrintList(SourceLine line, IReadOnlyList<Expression> expressions, bool converts)
    {
        for (int i = 0; i < expressions.Count; i++)
        {
            if (i > 0) line.Add(",").Space();
            Print(line, expressions[i], converts: converts);
        }
    }

    private void PrintConstant(SourceLine line, Constant constant, bool converts)
    {
        if (constant.Type is CompositeType)
        {
            line.Add("default");
            return;
        }

        string? name = constant.Type is ScalarType { Kind: ScalarKind.Double } ? NameOf(constant.Real, Math.PI, Math.E)
            : constant.Type is ScalarType { Kind: ScalarKind.Single } ? NameOf(constant.Real, (float)Math.PI, (float)Math.E)
            : null;
        line.Add(name is null ? CSharpLiteral.Of(constant, converts) : types.Name(MathOf(constant.Type)) + "." + name);
    }

    private static string? NameOf(double value, double pi, double e) => value.Equals(pi) ? "PI" : value.Equals(e) ? "E" : null;

    private void PrintApply(SourceLine line, Apply apply, Precedence minimum, bool converts)
    {
        switch (apply.Primitive.Form)
        {
            case PrimitiveForm.Infix:
                PrintInfix(line, apply, minimum);
                break;
            case PrimitiveForm.Prefix:
                PrintPrefix(line, apply, minimum);
                break;
            case PrimitiveForm.Conversion:
                PrintConversion(line, apply, minimum, converts);
                break;
            case PrimitiveForm.Function:
                PrintFunction(line, apply, minimum, converts);
                break;
            case PrimitiveForm.Method:
                PrintCall(line, apply, apply.Primitive.Ruled!);
                break;
            case PrimitiveForm.Length when apply.Primitive.Is(Primitive.Length):
                Print(line, apply.Operands[0], Precedence.Primary);
                line.Add(".Length");
                break;
            case PrimitiveForm.Length:
                Print(line, apply.Operands[0], Precedence.Primary);
                line.Open(".GetLength(");
                Print(line, apply.Operands[1], converts: true);
                line.Close(")");
                break;
            default:
                throw new InvalidOperationException("Unknown form of primitive " + apply.Primitive);
        }
    }

    private void PrintConditional(SourceLine line, Conditional conditional, bool converts)
    {
        var (trueConverts, falseConverts) = converts && conditional.WhenTrue is Constant && conditional.WhenFalse is Constant
            ? (true, true)
            : Conversions.Between(conditional.WhenTrue, conditional.WhenFalse);
        if (conditional.IsGuard) PrintGuard(line, conditional.Condition);
        else Print(line, conditional.Condition, Precedence.OrElse);
        line.Space(Precedence.Conditional).Add("? ");
        Print(line, conditional.WhenTrue, Precedence.OrElse, trueConverts);
        line.Space(Precedence.Conditional).Add(": ");
        Print(line, conditional.WhenFalse, Precedence.Conditional, falseConverts);
    }

    /// <summary>A guard's tests are patterns, a branch's are comparisons: so they are told apart where a method that calls the derivative is differentiated.</summary>
    public void PrintGuard(SourceLine line, Expression condition, bool isNegated = false)
    {
        if (isNegated)
        {
            line.Open("!(");
            PrintGuard(line, condition);
            line.Close(")");
            return;
        }

        switch (condition)
        {
            case Apply { Primitive.Name: "&&" } both:
                PrintGuard(line, both.Operands[0]);
                line.Space(Precedence.AndAlso).Add("&& ");
                PrintGuard(line, both.Operands[1]);
                break;
            case Apply { Primitive.Name: "==" } test when test.Operands[1] is Constant { Type.IsReal: true, Real: 0 } && test.Operands[0].Type is ScalarType { Kind: ScalarKind.Generic, Name: var type }:
                line.Open(type + ".IsZero(");
                Print(line, test.Operands[0]);
                line.Close(")");
                break;
            case Apply { Primitive.Name: "==" } test when test.Operands[1] is Constant { Type.IsReal: true, Real: 0 }:
                Print(line, test.Operands[0], Precedence.Relational);
                line.Add(" is 0");
                break;
            default:
                Print(line, condition, Precedence.AndAlso);
                break;
        }
    }

    private static void Wrapped(SourceLine line, bool inParentheses, Action print)
    {
        if (inParentheses) line.Open("(");
        print();
        if (inParentheses) line.Close(")");
    }

    private static string MathOf(ValueType type) => type is ScalarType { Kind: ScalarKind.Single } ? "MathF" : "Math";
}
