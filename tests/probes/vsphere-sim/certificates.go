package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"io/ioutil"
	"math/big"
	"net"
	"sync"
	"time"
)

// certificates hands out the one certificate in use, and makes new ones.
type certificates struct {
	mu           sync.Mutex
	current      *tls.Certificate
	authority    *x509.Certificate
	authorityKey *ecdsa.PrivateKey
}

func newCertificates(authorityFile string) (*certificates, error) {
	c := &certificates{}
	template := blank("Test authority")
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign
	der, key, err := sign(template, nil, nil)
	if err != nil {
		return nil, err
	}
	if c.authority, err = x509.ParseCertificate(der); err != nil {
		return nil, err
	}
	c.authorityKey = key
	if authorityFile != "" {
		file := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
		if err := ioutil.WriteFile(authorityFile, file, 0600); err != nil {
			return nil, err
		}
	}
	return c, c.renew("self")
}

func blank(name string) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		Subject:      pkix.Name{CommonName: name, Organization: []string{"Simulated"}},
		NotBefore:    time.Now().Add(-48 * time.Hour),
		NotAfter:     time.Now().Add(48 * time.Hour),
	}
}

// sign makes a key and a certificate for it, signed by the parent or by itself.
func sign(template, parent *x509.Certificate, parentKey *ecdsa.PrivateKey) ([]byte, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	if parent == nil {
		parent, parentKey = template, key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, parentKey)
	return der, key, err
}

func (c *certificates) renew(kind string) error {
	template := blank("localhost.localdomain")
	template.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	template.DNSNames = []string{"localhost"}
	parent, parentKey := c.authority, c.authorityKey
	switch kind {
	case "self":
		parent, parentKey = nil, nil
	case "ca":
	case "name":
		template.IPAddresses, template.DNSNames = nil, []string{"esx-99.example.com"}
	case "expired":
		template.NotAfter = time.Now().Add(-24 * time.Hour)
	default:
		return fmt.Errorf("unknown kind of certificate")
	}
	der, key, err := sign(template, parent, parentKey)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current = &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	return nil
}

func (c *certificates) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.current, nil
}

func (c *certificates) fingerprints() map[string]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	long, short := sha256.Sum256(c.current.Certificate[0]), sha1.Sum(c.current.Certificate[0])
	return map[string]string{"sha256": hex.EncodeToString(long[:]), "sha1": hex.EncodeToString(short[:])}
}
