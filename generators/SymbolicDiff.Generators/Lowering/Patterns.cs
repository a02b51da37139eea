using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Patterns as conditions.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>The value that patterns look at: evaluated once.</summary>
    private Expression Examined(IOperation operation)
    {
        Expression value = Lower(operation);
        return value is Aggregate or Deferred ? value : Hold(value);
    }

    private Expression LowerIsPattern(IIsPatternOperation operation)
    {
        Expression value = Lower(operation.Value);
        if (value is not (Variable or Constant or Aggregate or Deferred)) value = Hold(value);
        return Test(operation.Pattern, value);
    }

    private Expression LowerIsType(IIsTypeOperation operation)
    {
        Expression value = Lower(operation.ValueOperand);
        if (IsNullable(value) && Types.Scalar(Actual(operation.TypeOperand)) is { } tested && tested.Equals(ValueOrZero(value).Type))
            return operation.IsNegated ? IsNull(value) : HasValue(value);
        if (value.Type is ScalarType && IsSameType(Actual(operation.TypeOperand), Actual(operation.ValueOperand.Type!)))
            return Constant.Of(!operation.IsNegated);
        if (value.Type.CarriesReals || value.Type is ScalarType) return Refuse(operation);
        string name = Actual(operation.TypeOperand).ToDisplayString(Types.Qualified);
        return Text.Of(ValueType.Boolean, "(", value, operation.IsNegated ? " is not " : " is ", name + ")");
    }

    private Expression Test(IPatternOperation pattern, Expression value)
    {
        if (value.Type is OpaqueType && PatternText(pattern) is { } text) return Text.Of(ValueType.Boolean, "(", value, " is " + text + ")");
        bool isOfNull = pattern is INegatedPatternOperation or IBinaryPatternOperation or IDiscardPatternOperation
            or IDeclarationPatternOperation { MatchesNull: true } or IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } };
        if (IsNullable(value) && !isOfNull) return TestPresent(pattern, value);
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Constant.True;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } when IsNullable(value) || value.Type is OpaqueType or DelegateType or StorageType { Kind: StorageKind.Array }:
                return IsNull(value);
            case IConstantPatternOperation constant:
                return EqualTo(constant.Value, value);
            case IRelationalPatternOperation relational when value.Type is ScalarType:
                Expression limit = Convert(relational.Value, Lower(relational.Value), value.Type, isChecked: false);
                return Binary(relational, relational.OperatorKind, value, limit, isChecked: false);
            case INegatedPatternOperation negated:
                return Conditions.Not(Test(negated.Pattern, value));
            case IBinaryPatternOperation both:
                Expression left = Test(both.LeftPattern, value);
                Expression right = Test(both.RightPattern, value);
                return both.OperatorKind == BinaryOperatorKind.And ? Conditions.And(left, right) : Conditions.Or(left, right);
            case IDeclarationPatternOperation declaration when declaration.MatchesNull || IsSameType(declaration.MatchedType, declaration.InputType):
                DeclareMatched(declaration.DeclaredSymbol, value);
                return declaration.MatchesNull || value.Type is ScalarType or AggregateType ? Constant.True : Conditions.Not(IsNull(value));
            case IDeclarationPatternOperation { MatchedType: { } matched } declaration
                when value.Type is OpaqueType && Types.Scalar(matched) is { } scalar && IsNullableOf(pattern.InputType, matched):
                DeclareMatched(declaration.DeclaredSymbol, Text.Of(scalar, value, ".GetValueOrDefault()"));
                return Conditions.Not(IsNull(value));
            case IRecursivePatternOperation { DeconstructionSubpatterns.Length: 0, PropertySubpatterns.Length: 0 } any
                when value.Type is ScalarType or OpaqueType && Types.Scalar(any.NarrowedType) is { } narrow:
                if (any.DeclaredSymbol is ILocalSymbol)
                    DeclareMatched(any.DeclaredSymbol, value.Type is ScalarType ? value : Text.Of(narrow, value, ".GetValueOrDefault()"));
                return value.Type is ScalarType ? Constant.True : Conditions.Not(IsNull(value));
            case ITypePatternOperation type when IsSameType(type.MatchedType, type.InputType) && value.Type is ScalarType:
                return Constant.True;
            case IRecursivePatternOperation recursive when value is Aggregate aggregate && recursive.DeconstructSymbol is null
                && recursive.DeconstructionSubpatterns.Length is var count && (count == 0 || count == aggregate.Parts.Count):
                return TestParts(recursive, aggregate);
            default:
                return Refuse(Refusal.Pattern, pattern, Fence.Text(pattern));
        }
    }

    private static bool IsNullableOf(ITypeSymbol type, ITypeSymbol underlying) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
        && IsSameType(nullable.TypeArguments[0], underlying);

    /// <summary>A pattern without variables as it is written for values that take no part in the differentiation; null for others.</summary>
    private static string? PatternText(IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IConstantPatternOperation { Value: { ConstantValue.HasValue: true, Type: { TypeKind: not TypeKind.Enum } } value }
                when value.ConstantValue.Value is int or null:
                return ConstantText(value);
            case IRelationalPatternOperation { Value.ConstantValue: { HasValue: true, Value: int } } relational:
                return BinaryOperators[relational.OperatorKind].Text + " " + ConstantText(relational.Value);
            case INegatedPatternOperation { Pattern: var inner } when PatternText(inner) is { } negated:
                return "not (" + negated + ")";
            case IBinaryPatternOperation both when PatternText(both.LeftPattern) is { } left && PatternText(both.RightPattern) is { } right:
                return "(" + left + ")" + (both.OperatorKind == BinaryOperatorKind.And ? " and " : " or ") + "(" + right + ")";
            default:
                return null;
        }
    }

    private static string ConstantText(IOperation value) =>
        value.ConstantValue.Value is int number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "null";

    private Expression TestParts(IRecursivePatternOperation pattern, Aggregate value)
    {
        Expression matches = Constant.True;
        for (int i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
            matches = Conditions.And(matches, Test(pattern.DeconstructionSubpatterns[i], value.Parts[i]));
        foreach (IPropertySubpatternOperation property in pattern.PropertySubpatterns)
        {
            if (property.Member is not IMemberReferenceOperation member || Part(value, member.Member.Name) is not { } part)
                return Refuse(Refusal.Pattern, pattern, Fence.Text(pattern));
            matches = Conditions.And(matches, Test(property.Pattern, part));
        }

        return pattern.DeclaredSymbol is null ? matches : Refuse(Refusal.Pattern, pattern, Fence.Text(pattern));
    }

    private void DeclareMatched(ISymbol? symbol, Expression value)
    {
        if (symbol is not ILocalSymbol local) return;
        if (frame.TakePredeclared(local) is { } place) Set(place, value);
        else frame.Bind(local, Declared(local.Name, value, isStable: !frame.Body.IsMutated(local)));
    }

    private static bool IsSameType(ITypeSymbol? matched, ITypeSymbol input) => SymbolEqualityComparer.Default.Equals(matched, input);

    /// <summary>Whether the value is the constant; NaN is NaN to a pattern.</summary>
    private Expression EqualTo(IOperation operation, Expression value)
    {
        if (IsNullable(value))
            return IsNullConstant(Unconverted(operation)) ? IsNull(value) : Conditions.And(HasValue(value), EqualTo(Unconverted(operation), ValueOrZero(value)));
        Expression constant = Lower(operation);
        if (IsNullLiteral(constant)) return IsNull(value);
        if (constant.Type is ScalarType && value.Type is ScalarType) constant = FoldedTo(operation, constant, value.Type);
        if (constant is Constant { Type.IsReal: true } number && double.IsNaN(number.Real))
            return new Apply(Primitive.NotEqual, ValueType.Boolean, value, value);
        if (constant.Equals(Constant.True)) return value;
        if (constant.Equals(Constant.False)) return Conditions.Not(value);
        return constant.Type is OpaqueType == value.Type is OpaqueType
            ? Conditions.Equal(value, constant)
            : Refuse(Refusal.Pattern, operation, Fence.Text(operation));
    }

    private Expression FoldedTo(IOperation operation, Expression constant, ValueType type) =>
        constant.Type.Equals(type) ? constant : Convert(operation, constant, type, isChecked: false);
}
