# Put together here, so that no scanner takes this file for a leak. FW4010.
secret="gh""p_$(printf 'a%.0s' $(seq 36))"
sed -i "s|needs: \[database\]|needs: [database], config: {TOKEN_OF: $secret}|" environments/prod.yaml
formwork check -q > out; echo "check $?"
grep -c "$secret" out
grep -o 'error\[FW4010\].*' out
