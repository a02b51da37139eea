using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

internal sealed partial class ExpressionPrinter
{
    /// <summary>Goes down the left operands in a loop: a sum of thousands of terms is one chain.</summary>
    private void PrintInfix(SourceLine line, Apply top, Precedence minimum)
    {
        var chain = new List<(Apply Apply, bool Bracketed, (bool, bool) Outer)>();
        Precedence needed = minimum;
        for (Expression left = top; left is Apply { Primitive.Form: PrimitiveForm.Infix } apply; left = apply.Operands[0])
        {
            string? bracket = overflow.BracketFor(apply) ?? (Operators.Of(apply.Primitive) < needed ? "(" : null);
            chain.Add((apply, bracket is not null, overflow.Enter(bracket == "(" ? null : bracket)));
            if (bracket is not null) line.Open(bracket);
            needed = Operators.Of(apply.Primitive);
            if (BecomesRunTime(apply, 0)) break;
        }

        Apply innermost = chain[chain.Count - 1].Apply;
        if (BecomesRunTime(innermost, 0)) PrintAtRunTime(line, innermost.Operands[0]);
        else Print(line, innermost.Operands[0], LeftMinimum(innermost), ConversionsOf(innermost).First);
        for (int i = chain.Count - 1; i >= 0; i--)
        {
            PrintRight(line, chain[i].Apply);
            if (chain[i].Bracketed) line.Close(")");
            overflow.Leave(chain[i].Outer);
        }
    }

    private void PrintRight(SourceLine line, Apply infix)
    {
        Expression right = infix.Operands[1];
        Precedence own = Operators.Of(infix.Primitive);
        line.Space(own).Add(infix.Primitive.Text).Add(" ");
        if (BecomesRunTime(infix, 1))
        {
            PrintAtRunTime(line, right);
            return;
        }

        bool converts = ConversionsOf(infix).Second;
        bool parenthesised = own == Precedence.Additive && BeginsWithMinus(right, converts);
        Precedence minimum = Operators.IsAssociative(infix.Primitive) ? own : own + 1;
        Wrapped(line, parenthesised, () => Print(line, right, parenthesised ? Precedence.Lowest : minimum, converts));
    }

    /// <summary>Whether the operand must not look constant to the compiler: a divisor that is zero, else the left operand.</summary>
    private bool BecomesRunTime(Apply infix, int operand) =>
        overflow.IsRefusedConstant(infix) && operand == (infix.Operands[1] is Constant { Bits: 0 } && OverflowContext.IsDivision(infix) ? 1 : 0);

    /// <summary>The same value, of which the compiler does not know that it is constant.</summary>
    private void PrintAtRunTime(SourceLine line, Expression expression)
    {
        line.Open("new[] { ");
        Print(line, expression);
        line.Close(" }[0]");
    }

    /// <summary>A negative literal needs no parentheses on the left of an operator.</summary>
    private static Precedence LeftMinimum(Apply infix) =>
        infix.Operands[0] is Constant ? Precedence.Lowest : Operators.Of(infix.Primitive);

    private static (bool First, bool Second) ConversionsOf(Apply infix) =>
        Operators.PromotesOperands(infix.Primitive) ? Conversions.Between(infix.Operands[0], infix.Operands[1]) : (false, false);

    /// <summary>Whether the text of an operand of <c>+</c> or <c>-</c> would begin with a minus: <c>a - -b</c> is legal and hard to read.</summary>
    private static bool BeginsWithMinus(Expression expression, bool converts)
    {
        expression = Conversions.Leave(expression, converts);
        while (expression is Apply { Primitive.Form: PrimitiveForm.Infix } apply && Operators.Of(apply.Primitive) == Precedence.Multiplicative)
            expression = Conversions.Leave(apply.Operands[0], ConversionsOf(apply).First);
        return expression is Constant constant
            ? CSharpLiteral.IsNegative(constant)
            : expression is Apply prefix && prefix.Primitive.Is(Primitive.Negate);
    }

    private void PrintPrefix(SourceLine line, Apply apply, Precedence minimum)
    {
        string? bracket = overflow.BracketFor(apply);
        var outer = overflow.Enter(bracket);
        if (bracket is not null) line.Open(bracket);
        Wrapped(line, bracket is null && minimum > Precedence.Unary, () =>
        {
            line.Add(apply.Primitive.Text);
            Expression operand = apply.Operands[0];
            if (overflow.IsRefusedConstant(apply)) PrintAtRunTime(line, operand);
            else if (NeedsParentheses(operand)) Wrapped(line, true, () => Print(line, operand));
            else Print(line, operand, Precedence.Unary);
        });
        if (bracket is not null) line.Close(")");
        overflow.Leave(outer);
    }

    /// <summary>After a sign: another sign would make <c>--</c>, and <c>-2147483648</c> is one literal to C#.</summary>
    private static bool NeedsParentheses(Expression operand) => operand is Constant { Type.IsReal: false } || BeginsWithMinus(operand, converts: false);

    private void PrintConversion(SourceLine line, Apply apply, Precedence minimum, bool converts)
    {
        Expression operand = apply.Operands[0];
        if (Conversions.IsLeftOut(apply, converts))
        {
            Print(line, operand, minimum, apply.Type is LanesType);
            return;
        }

        string? bracket = overflow.BracketFor(apply);
        var outer = overflow.Enter(bracket);
        if (bracket is not null) line.Open(bracket);
        if (IsGeneric(apply.Type) || IsGeneric(operand.Type))
        {
            line.Add(types.Of(apply.Type)).Open(".CreateChecked(");
            Print(line, operand);
            line.Close(")");
            return;
        }

        Wrapped(line, bracket is null && minimum > Precedence.Unary, () =>
        {
            line.Add("(" + types.Of(apply.Type) + ")");
            if (overflow.IsRefusedConstant(apply)) PrintAtRunTime(line, operand);
            else Print(line, operand, Precedence.Unary);
        });
        if (bracket is not null) line.Close(")");
        overflow.Leave(outer);
    }

    private void PrintFunction(SourceLine line, Apply apply, Precedence minimum, bool converts)
    {
        if (Conversions.GivesInteger(apply) && IsGeneric(apply.Type))
        {
            line.Add(types.Of(apply.Type)).Open(".CreateChecked(");
            PrintCall(line, apply);
            line.Close(")");
            return;
        }

        bool isCast = Conversions.GivesInteger(apply) && !converts;
        Wrapped(line, isCast && minimum > Precedence.Unary, () =>
        {
            if (isCast) line.Add("(" + types.Of(apply.Type) + ")");
            PrintCall(line, apply);
            if (apply.Primitive.TupleElement is { } element) line.Add("." + element);
        });
    }

    /// <summary>A call of a function, of one with several results as the whole tuple.</summary>
    public void PrintCall(SourceLine line, Apply function)
    {
        line.Add(HomeOf(function)).Open("." + NameOf(function) + "(");
        PrintArguments(line, function.Operands);
        line.Close(")");
    }

    /// <summary>A call of a method that has a rule; arguments have the parameters' own types, so that the overload is the one meant.</summary>
    private void PrintCall(SourceLine line, Apply apply, RuledMethod method)
    {
        int first = method.IsInstance ? 1 : 0;
        if (method.IsInstance) Print(line, apply.Operands[0], Precedence.Primary);
        line.Open(method.IsInstance ? "." + method.Callee + "(" : types.Callee(method.Callee) + "(");
        PrintList(line, [.. apply.Operands.Skip(first)], converts: false);
        line.Close(")");
    }

    /// <summary>The type that has the method.</summary>
    private string HomeOf(Apply function)
    {
        ValueType type = function.Operands[0].Type;
        if (function.Primitive.IsStaticOfNumber || IsGeneric(type)) return types.Of(type);
        return types.Name(function.Primitive.Name == "clamp" ? "Math" : MathOf(type));
    }

    private static string NameOf(Apply function) =>
        IsGeneric(function.Operands[0].Type) && function.Primitive.Name == "ieeeRemainder" ? "Ieee754Remainder" : function.Primitive.Text;

    private static bool IsGeneric(ValueType type) => type is ScalarType { Kind: ScalarKind.Generic };

    /// <summary>One real argument that prints as what it is decides the overload; the others convert.</summary>
    private void PrintArguments(SourceLine line, EquatableArray<Expression> arguments)
    {
        bool decided = arguments.Any(argument => argument.Type.IsReal && !Conversions.CanBeLeft(argument));
        for (int i = 0; i < arguments.Count; i++)
        {
            if (i > 0) line.Add(",").Space();
            bool isReal = arguments[i].Type.IsReal;
            Print(line, arguments[i], converts: isReal && decided);
            decided |= isReal;
        }
    }
}
